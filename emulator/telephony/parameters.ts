import type { Call } from './call.ts'
import type { Telephony } from './telephony.ts'

/** What every request about a leg carries, the parties in both spellings. All values are text. */
export function standardParameters(telephony: Telephony, call: Call): Record<string, string> {
  return {
    AccountSid: telephony.account.sid,
    ApiVersion: '2010-04-01',
    CallSid: call.sid,
    CallStatus: call.status,
    Direction: call.direction,
    From: call.from,
    To: call.to,
    Caller: call.from,
    Called: call.to,
    ...(call.parentCallSid ? { ParentCallSid: call.parentCallSid } : {}),
    ...(call.applicationSid && call.from.startsWith('client:')
      ? { ApplicationSid: call.applicationSid }
      : {}),
    ...geography(telephony, call),
    ...call.extra,
  }
}

const PARTIES = [
  ['From', 'from'],
  ['Caller', 'from'],
  ['To', 'to'],
  ['Called', 'to'],
] as const

function geography(telephony: Telephony, call: Call): Record<string, string> {
  if (telephony.switches.callerGeography === 'absent' || !isTelephone(call.from) || !isTelephone(call.to))
    return {}
  return Object.fromEntries(
    PARTIES.flatMap(([name, party]) => [
      [`${name}Country`, countryOf(call[party])],
      [`${name}State`, ''],
      [`${name}City`, ''],
      [`${name}Zip`, ''],
    ]),
  )
}

const isTelephone = (party: string): boolean => !party.startsWith('client:') && !party.startsWith('sip:')

/** `+266696687` spells "anonymous" on a keypad, and Twilio files it under Lesotho. */
function countryOf(number: string): string {
  if (number.startsWith('+81')) return 'JP'
  if (number.startsWith('+266')) return 'LS'
  return number.startsWith('+1') ? 'US' : ''
}
