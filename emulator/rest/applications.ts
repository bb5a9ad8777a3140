import type { Application } from '../telephony/account.ts'
import type { Telephony } from '../telephony/telephony.ts'
import { date } from './dates.ts'
import { friendlyNameOf } from './form.ts'
import { PAGING } from './list-part.ts'
import { page } from './paging.ts'
import { type Resource, type RestRequest, accountUri, created, deleted, ok } from './resource.ts'
import { notFound } from './rest-error.ts'
import { VOICE_SETTINGS, changedVoiceSettings, serializeVoiceSettings } from './voice-settings.ts'

export const applications: Resource = {
  path: '/Applications.json',
  reads: { GET: ['FriendlyName', ...PAGING], POST: ['FriendlyName', ...VOICE_SETTINGS] },
  GET(request) {
    const name = request.query.get('FriendlyName')
    const all = [...request.telephony.applications.values()]
    const isWanted = ({ friendlyName }: Application) => name === null || friendlyName === name
    const listing = { all, isWanted }
    return page(request, 'applications', listing, (application) => serialize(request.telephony, application))
  },
  POST({ telephony, form }) {
    const settings = changedVoiceSettings(form, { voiceCallerIdLookup: false })
    return created(
      serialize(
        telephony,
        telephony.addApplication({ friendlyName: friendlyNameOf(form) ?? '', ...settings }),
      ),
    )
  },
}

export const application: Resource = {
  path: '/Applications/{ApplicationSid}.json',
  reads: { POST: ['FriendlyName', ...VOICE_SETTINGS] },
  GET: (request) => ok(serialize(request.telephony, applicationOf(request))),
  POST(request) {
    const changed = applicationOf(request)
    const friendlyName = friendlyNameOf(request.form) ?? changed.friendlyName
    const updatedAt = request.telephony.clock.now()
    Object.assign(changed, changedVoiceSettings(request.form, changed), { friendlyName, updatedAt })
    return ok(serialize(request.telephony, changed))
  },
  DELETE(request) {
    request.telephony.applications.delete(applicationOf(request).sid)
    return deleted
  },
}

function applicationOf({ telephony, sids, path }: RestRequest): Application {
  const found = telephony.applications.get(sids.ApplicationSid ?? '')
  if (!found) throw notFound(path)
  return found
}

function serialize(telephony: Telephony, application: Application) {
  return {
    sid: application.sid,
    account_sid: telephony.account.sid,
    api_version: '2010-04-01',
    date_created: date(application.createdAt),
    date_updated: date(application.updatedAt),
    friendly_name: application.friendlyName,
    ...serializeVoiceSettings(application),
    sms_status_callback: null,
    message_status_callback: null,
    public_application_connect_enabled: false,
    uri: `${accountUri(telephony)}/Applications/${application.sid}.json`,
  }
}
