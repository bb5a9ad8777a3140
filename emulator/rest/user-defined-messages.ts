import type { Switches } from '../switches.ts'
import type { Call } from '../telephony/call.ts'
import { callOf } from './calls.ts'
import { date } from './dates.ts'
import { type Resource, created } from './resource.ts'
import { RestError, notFound } from './rest-error.ts'

const LONGEST_CONTENT = 10_000

/** A message into a call: the softphone at its far end receives it. */
export const userDefinedMessages: Resource = {
  path: '/Calls/{CallSid}/UserDefinedMessages.json',
  reads: { POST: ['Content', 'IdempotencyKey'] },
  POST(request) {
    const { telephony, form, path } = request
    const call = callOf(request)
    const content = contentOf(form, telephony.switches)
    if (!isActive(call)) throw inactive()
    if (!isOfVoiceSdk(call)) throw toTelephone(telephony.switches, path)
    const sent = telephony.message(call.sid, {
      content,
      idempotencyKey: form.get('IdempotencyKey') ?? undefined,
    })
    if (!sent) throw inactive()
    return created({
      account_sid: telephony.account.sid,
      call_sid: sent.callSid,
      sid: sent.sid,
      date_created: date(telephony.clock.now()),
    })
  },
}

/** Twilio's docs, "Voice SDK Call Message Events": for the server, a call is active when it rings or is in progress. */
const isActive = ({ status }: Call): boolean => status === 'ringing' || status === 'in-progress'

const inactive = (): RestError => new RestError(400, 21220, 'Call is not in-progress. Cannot send a message.')

/** The far end of an inbound call is who called, that of any other who is called. */
const isOfVoiceSdk = ({ direction, from, to }: Call): boolean =>
  (direction === 'inbound' ? from : to).startsWith('client:')

function toTelephone({ messageToTelephone: code }: Switches, path: string): RestError {
  if (code === 20404) return notFound(path)
  return new RestError(400, code, 'Messages are for calls of the Voice SDK: no softphone is on this one')
}

function contentOf(form: URLSearchParams, { tooLongMessage: code }: Switches): string {
  const content = form.get('Content') ?? ''
  const length = code === 31212 ? Buffer.byteLength(content) : [...content].length
  if (length > LONGEST_CONTENT) throw new RestError(400, code, 'Content is longer than 10000')
  if (!isObject(content))
    throw new RestError(400, 32702, 'Invalid Content: only an object in JSON is supported')
  return content
}

function isObject(content: string): boolean {
  try {
    const value: unknown = JSON.parse(content)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
