import type { TwimlRequest } from '../twiml/run.ts'
import { runCall } from '../twiml/interpreter.ts'
import type { Application, PhoneNumber } from './account.ts'
import type { Endpoint } from './endpoint.ts'
import type { Leg } from './leg.ts'
import { standardParameters } from './parameters.ts'
import type { Telephony } from './telephony.ts'
import { TelephonyError } from './telephony-error.ts'

export interface IncomingCall {
  from: string
  to: string
  endpoint?: Endpoint
  extra?: Record<string, string>
  /** It comes from another leg of this account. */
  inside?: boolean
}

export interface ClientCall {
  identity: string
  applicationSid: string
  params: Record<string, string>
  endpoint?: Endpoint
}

/** A telephone outside dials one of our numbers. */
export function startIncoming(
  telephony: Telephony,
  { from, to, endpoint, extra = {}, inside }: IncomingCall,
): Leg {
  const number = telephony.ownNumber(to)
  if (!number) throw new TelephonyError(404, `${to} is no number of this account.`)
  const application = telephony.applications.get(number.voiceApplicationSid ?? '')
  const CallToken = Buffer.from(JSON.stringify({ parentCallInfoToken: telephony.newSid('KX') })).toString(
    'base64',
  )
  const leg = telephony.newLeg({
    direction: 'inbound',
    from,
    to,
    extra: { CallToken, ...extra },
    endpoint,
    inside,
  })
  leg.call.phoneNumberSid = number.sid
  leg.call.applicationSid = application?.sid
  begin(leg, application ?? number, {})
  return leg
}

/** A softphone connects: its custom parameters are fields of the first request. */
export function startClientCall(
  telephony: Telephony,
  { identity, applicationSid, params, endpoint }: ClientCall,
): Leg {
  const application = telephony.applications.get(applicationSid)
  if (!application) throw new TelephonyError(31002, `There is no application ${applicationSid}.`)
  const leg = telephony.newLeg({ direction: 'inbound', from: `client:${identity}`, to: '', endpoint })
  leg.call.applicationSid = application.sid
  begin(leg, application, admitted(leg, params))
  return leg
}

/** Of the standard parameters a device replaces its parties, by the switch `partiesOfASoftphone`, and no more. */
function admitted({ telephony, call }: Leg, params: Record<string, string>): Record<string, string> {
  const replaceable = telephony.switches.partiesOfASoftphone.split(' ')
  const standard = standardParameters(telephony, call)
  const kept = Object.entries(params).filter(([name]) => replaceable.includes(name) || !(name in standard))
  return Object.fromEntries(kept)
}

function begin(leg: Leg, settings: PhoneNumber | Application, parameters: Record<string, string>): void {
  const { statusCallback } = settings
  leg.call.statusCallback = statusCallback && { ...statusCallback, events: ['completed'] }
  leg.call.fallback = settings.voiceFallback
  leg.call.startedAt = leg.telephony.clock.now()
  leg.setStatus('ringing')
  const request: TwimlRequest = {
    ...(settings.voice ?? { url: '', method: 'POST' }),
    purpose: 'voice-url',
    parameters,
  }
  leg.start((signal) => runCall(leg, request, signal))
}
