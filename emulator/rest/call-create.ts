import type { Hook, ProgressEvent, StatusCallback } from '../telephony/call.ts'
import type { OutgoingCall } from '../telephony/outgoing.ts'
import type { Telephony } from '../telephony/telephony.ts'
import type { TwimlRequest } from '../twiml/run.ts'
import { hookOf, integerOf, statusCallbackNames } from './form.ts'
import { RestError, badParameter } from './rest-error.ts'

const LONGEST_TWIML = 4000
const TELEPHONE = /^\+[1-9]\d{6,14}$/
const CLIENT = /^client:\w/
const EVENTS: readonly ProgressEvent[] = ['initiated', 'ringing', 'answered', 'completed']

/** What a new call and a changed one have in common. */
export const BEHAVIOUR = [
  ...['Url', 'Method', 'Twiml', 'FallbackUrl', 'FallbackMethod'],
  ...['StatusCallback', 'StatusCallbackMethod', 'TimeLimit'],
]

/** The parameters of POST Calls. */
export const CREATION = [
  ...BEHAVIOUR,
  ...['To', 'From', 'ApplicationSid', 'StatusCallbackEvent', 'Timeout', 'SendDigits'],
]

/** Reads the parameters of POST Calls. Throws RestError. */
export function newCall(telephony: Telephony, form: URLSearchParams): OutgoingCall {
  const { to, from } = parties(telephony, form)
  const application = form.get('ApplicationSid')
  return {
    to,
    from,
    ...(application ? ofApplication(telephony, application) : ofForm(form)),
    timeoutSeconds: integerOf(form, 'Timeout', [1, 600], 21208) ?? 60,
    timeLimitSeconds: timeLimitOf(form),
    sendDigits: sendDigitsOf(form),
  }
}

function parties(telephony: Telephony, form: URLSearchParams): { to: string; from: string } {
  const to = form.get('To')
  const from = form.get('From')
  if (!to) throw new RestError(400, 21201, "No 'To' number is specified")
  if (!from) throw new RestError(400, 21213, "No 'From' number is specified")
  if (!TELEPHONE.test(to) && !CLIENT.test(to))
    throw new RestError(400, 21211, `Invalid 'To' Phone Number: ${to}`)
  if (!TELEPHONE.test(from) && !(CLIENT.test(from) && CLIENT.test(to)))
    throw new RestError(400, 21212, `Invalid From Number (caller ID): ${from}`)
  if (TELEPHONE.test(from) && !mayShow(telephony, from))
    throw new RestError(
      400,
      21210,
      `The source phone number provided, ${from}, is not yet verified for your account.`,
    )
  return { to, from }
}

function mayShow({ numbers, account }: Telephony, from: string): boolean {
  const ours = [...numbers.values()].some(({ phoneNumber }) => phoneNumber === from)
  return ours || (account.verifiedCallerIds?.includes(from) ?? false)
}

type Behaviour = Pick<OutgoingCall, 'document' | 'fallback' | 'statusCallback'>

/** The application's settings win over whatever else the request says. */
function ofApplication({ applications }: Telephony, sid: string): Behaviour {
  const application = applications.get(sid)
  if (!application) throw new RestError(400, 21218, `Invalid ApplicationSid: ${sid}`)
  if (!application.voice) throw new RestError(400, 21205, `The application ${sid} has no VoiceUrl`)
  const { voice, voiceFallback, statusCallback } = application
  return {
    document: { ...voice, purpose: 'voice-url' },
    fallback: voiceFallback,
    statusCallback: statusCallback && { ...statusCallback, events: ['completed'] },
  }
}

function ofForm(form: URLSearchParams): Behaviour {
  return {
    document: documentOf(form),
    fallback: fallbackOf(form),
    statusCallback: statusCallbackOf(form, form.getAll('StatusCallbackEvent')),
  }
}

function documentOf(form: URLSearchParams): TwimlRequest {
  const url = urlOf(form)
  if (url) return { ...url, purpose: 'voice-url' }
  const twiml = twimlOf(form)
  if (twiml === undefined) throw new RestError(400, 21205, 'Url parameter is required.')
  return { twiml }
}

const CODES = { url: 21205, method: 21209 }

export const urlOf = (form: URLSearchParams): Hook | undefined =>
  hookOf(form, { url: 'Url', method: 'Method', codes: CODES })

export const fallbackOf = (form: URLSearchParams): Hook | undefined =>
  hookOf(form, { url: 'FallbackUrl', method: 'FallbackMethod', codes: CODES })

export const timeLimitOf = (form: URLSearchParams): number | undefined =>
  integerOf(form, 'TimeLimit', [1, 14_400])

function sendDigitsOf(form: URLSearchParams): string | undefined {
  const digits = form.get('SendDigits') ?? ''
  if (!/^[0-9A-D#*wW]{0,32}$/.test(digits)) throw new RestError(400, 21206, `Invalid SendDigits: "${digits}"`)
  return digits || undefined
}

export function twimlOf(form: URLSearchParams): string | undefined {
  const twiml = form.get('Twiml')
  if (twiml === null) return undefined
  if (twiml.length > LONGEST_TWIML) throw new RestError(400, 32018, 'Twiml has 4000 characters at most')
  return twiml
}

export function statusCallbackOf(form: URLSearchParams, named: string[]): StatusCallback | undefined {
  const hook = hookOf(form, statusCallbackNames(CODES))
  if (!hook) return undefined
  const words = named.flatMap((value) => value.split(/\s+/))
  const events = words.map((word) => {
    const event = EVENTS.find((known) => known === word)
    if (!event) throw badParameter(`StatusCallbackEvent is ${EVENTS.join(', ')}, not "${word}"`)
    return event
  })
  return { ...hook, events: events.length ? events : ['completed'] }
}
