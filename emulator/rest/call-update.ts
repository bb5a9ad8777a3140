import { type Call, isFinal } from '../telephony/call.ts'
import type { Telephony } from '../telephony/telephony.ts'
import { BEHAVIOUR, fallbackOf, statusCallbackOf, timeLimitOf, twimlOf, urlOf } from './call-create.ts'
import { RestError, badParameter } from './rest-error.ts'

/** The parameters of POST Calls/{CallSid}. */
export const UPDATE = [...BEHAVIOUR, 'Status']

/** Acts on POST Calls/{CallSid}: ends the call, moves it, or changes who is told of it. Throws RestError, having done nothing. */
export function updateCall(telephony: Telephony, call: Call, form: URLSearchParams): void {
  const leg = telephony.leg(call.sid)
  if (!leg || isFinal(call.status)) throw notInProgress()
  const change = changeOf(form)
  const moves = change.status === undefined && change.to !== undefined
  if (moves && !leg.isAnswered) throw notInProgress()
  if (change.status === 'canceled' && leg.isAnswered) throw notInProgress()
  call.statusCallback = change.statusCallback ?? call.statusCallback
  call.fallback = change.fallback ?? call.fallback
  if (change.timeLimit) leg.limitTo(change.timeLimit)
  if (change.status === 'canceled') return leg.cancel()
  if (change.status === 'completed') return leg.finish(leg.isAnswered ? 'completed' : 'canceled')
  if (change.to) telephony.redirect(call.sid, change.to)
}

function changeOf(form: URLSearchParams) {
  const status = form.get('Status') ?? undefined
  if (status !== undefined && status !== 'completed' && status !== 'canceled')
    throw badParameter(`Status is completed or canceled, not "${status}"`)
  const twiml = twimlOf(form)
  return {
    status,
    statusCallback: statusCallbackOf(form, []),
    fallback: fallbackOf(form),
    timeLimit: timeLimitOf(form),
    to: urlOf(form) ?? (twiml === undefined ? undefined : { twiml }),
  }
}

const notInProgress = (): RestError => new RestError(400, 21220, 'Call is not in-progress. Cannot redirect.')
