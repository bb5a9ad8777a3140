import { type Call, isFinal } from '../telephony/call.ts'
import type { Telephony } from '../telephony/telephony.ts'
import { BEHAVIOUR, statusCallbackOf, twimlOf } from './call-create.ts'
import { hookOf, integerOf } from './form.ts'
import { RestError, badParameter } from './rest-error.ts'

/** The parameters of POST Calls/{CallSid}. */
export const UPDATE = [...BEHAVIOUR, 'Status']

/** Acts on POST Calls/{CallSid}: ends the call, moves it, or changes who is told of it. Throws RestError. */
export function updateCall(telephony: Telephony, call: Call, form: URLSearchParams): void {
  const leg = telephony.leg(call.sid)
  if (!leg || isFinal(call.status)) throw notInProgress()
  call.statusCallback = statusCallbackOf(form, []) ?? call.statusCallback
  call.fallback = hookOf(form, 'FallbackUrl', 'FallbackMethod') ?? call.fallback
  const timeLimit = integerOf(form, 'TimeLimit', 1, 14_400)
  if (timeLimit) leg.limitTo(timeLimit)
  const status = form.get('Status')
  if (status !== null) return end(telephony, call, status)
  const url = hookOf(form, 'Url', 'Method')
  const twiml = twimlOf(form)
  if (!url && twiml === undefined) return
  if (!leg.isAnswered) throw notInProgress()
  telephony.redirect(call.sid, url ?? { twiml: twiml ?? '' })
}

function end(telephony: Telephony, call: Call, status: string): void {
  const leg = telephony.leg(call.sid)
  if (status === 'completed') return leg?.finish(leg.isAnswered ? 'completed' : 'canceled')
  if (status !== 'canceled') throw badParameter(`Status is completed or canceled, not "${status}"`)
  if (leg?.isAnswered) throw notInProgress()
  leg?.cancel()
}

const notInProgress = (): RestError => new RestError(400, 21220, 'Call is not in-progress. Cannot redirect.')
