import type { PhoneNumber } from '../telephony/account.ts'
import type { Telephony } from '../telephony/telephony.ts'
import { date } from './dates.ts'
import { friendlyNameOf } from './form.ts'
import { PAGING } from './list-part.ts'
import { page } from './paging.ts'
import { type Resource, type RestRequest, accountUri, ok } from './resource.ts'
import { RestError, notFound } from './rest-error.ts'
import { VOICE_SETTINGS, changedVoiceSettings, serializeVoiceSettings } from './voice-settings.ts'

export const incomingPhoneNumbers: Resource = {
  path: '/IncomingPhoneNumbers.json',
  reads: { GET: ['PhoneNumber', 'FriendlyName', ...PAGING] },
  GET(request) {
    const all = [...request.telephony.numbers.values()]
    const listing = { all, isWanted: (number: PhoneNumber) => isWanted(number, request.query) }
    return page(request, 'incoming_phone_numbers', listing, (number) => serialize(request.telephony, number))
  },
}

export const incomingPhoneNumber: Resource = {
  path: '/IncomingPhoneNumbers/{PhoneNumberSid}.json',
  reads: { POST: ['FriendlyName', 'VoiceApplicationSid', ...VOICE_SETTINGS] },
  GET: (request) => ok(serialize(request.telephony, numberOf(request))),
  POST(request) {
    const { telephony, form } = request
    const changed = numberOf(request)
    const friendlyName = friendlyNameOf(form) ?? changed.friendlyName
    const voiceApplicationSid = applicationSidOf(telephony, form, changed)
    const updatedAt = telephony.clock.now()
    Object.assign(changed, changedVoiceSettings(form, changed), {
      friendlyName,
      voiceApplicationSid,
      updatedAt,
    })
    return ok(serialize(telephony, changed))
  },
}

/** `PhoneNumber` may be a part of a number, with `*` for any digit. */
function isWanted({ phoneNumber, friendlyName }: PhoneNumber, query: URLSearchParams): boolean {
  const digits = query.get('PhoneNumber')
  const name = query.get('FriendlyName')
  const pattern = digits?.replace(/[^0-9*]/g, '').replaceAll('*', '[0-9]')
  return (!pattern || new RegExp(pattern).test(phoneNumber)) && (name === null || name === friendlyName)
}

function numberOf({ telephony, sids, path }: RestRequest): PhoneNumber {
  const found = telephony.numbers.get(sids.PhoneNumberSid ?? '')
  if (!found) throw notFound(path)
  return found
}

function applicationSidOf(
  telephony: Telephony,
  form: URLSearchParams,
  before: PhoneNumber,
): string | undefined {
  const sid = form.get('VoiceApplicationSid')
  if (sid === null) return before.voiceApplicationSid
  if (sid && !telephony.applications.has(sid))
    throw new RestError(400, 21420, `ApplicationSid is not accessible: ${sid}`)
  return sid || undefined
}

function serialize(telephony: Telephony, number: PhoneNumber) {
  return {
    sid: number.sid,
    account_sid: telephony.account.sid,
    friendly_name: number.friendlyName,
    phone_number: number.phoneNumber,
    ...serializeVoiceSettings(number),
    voice_application_sid: number.voiceApplicationSid ?? null,
    voice_receive_mode: 'voice',
    address_requirements: 'none',
    address_sid: null,
    beta: false,
    bundle_sid: null,
    capabilities: { voice: true, sms: false, mms: false, fax: false },
    date_created: date(number.createdAt),
    date_updated: date(number.updatedAt),
    emergency_address_sid: null,
    emergency_address_status: 'unregistered',
    emergency_status: 'Inactive',
    identity_sid: null,
    origin: 'twilio',
    sms_application_sid: null,
    status: 'in-use',
    trunk_sid: null,
    type: null,
    api_version: '2010-04-01',
    uri: `${accountUri(telephony)}/IncomingPhoneNumbers/${number.sid}.json`,
  }
}
