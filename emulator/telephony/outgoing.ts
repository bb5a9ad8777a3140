import { runCall } from '../twiml/interpreter.ts'
import { playTones } from '../twiml/play.ts'
import type { TwimlRequest } from '../twiml/run.ts'
import type { Hook, StatusCallback } from './call.ts'
import type { Leg } from './leg.ts'
import type { Telephony } from './telephony.ts'

/** A call that REST asks for. */
export interface OutgoingCall {
  from: string
  to: string
  document: TwimlRequest
  fallback?: Hook
  statusCallback?: StatusCallback
  timeoutSeconds: number
  timeLimitSeconds?: number
  sendDigits?: string
}

const CLIENT = /^client:([^?]+)(?:\?(.*))?$/

/** Calls per second of an account without an approved business profile. */
const BETWEEN_CALLS_MS = 1_000

/** Creates the call; it waits for its turn, one a second. */
export function startOutgoing(telephony: Telephony, wanted: OutgoingCall): Leg {
  const { from, to, statusCallback, fallback } = wanted
  const leg = telephony.newLeg({
    direction: 'outbound-api',
    from,
    to: to.replace(/\?.*$/, ''),
    statusCallback,
  })
  leg.call.fallback = fallback
  const now = telephony.clock.now()
  const turn = Math.max(now, telephony.nextCallAt)
  telephony.nextCallAt = turn + BETWEEN_CALLS_MS
  leg.call.queuedFor = turn - now
  const timer = telephony.clock.setTimeout(() => ring(leg, wanted), turn - now)
  void leg.over.then(() => timer.cancel())
  return leg
}

function ring(leg: Leg, wanted: OutgoingCall): void {
  const { telephony } = leg
  leg.call.startedAt = telephony.clock.now()
  const unanswered = telephony.clock.setTimeout(() => leg.finish('no-answer'), wanted.timeoutSeconds * 1000)
  void Promise.race([leg.answered, leg.over]).then(() => unanswered.cancel())
  void leg.answered.then(() => begin(leg, wanted))
  const client = CLIENT.exec(wanted.to)
  if (!client) return telephony.ringing.ringNumber(leg)
  telephony.ringing.ringClient(leg, client[1] ?? '', Object.fromEntries(new URLSearchParams(client[2] ?? '')))
}

function begin(leg: Leg, { document, timeLimitSeconds, sendDigits }: OutgoingCall): void {
  if (timeLimitSeconds) leg.limitTo(timeLimitSeconds)
  leg.start(async (signal) => {
    if (sendDigits) await playTones({ leg, signal }, sendDigits)
    await runCall(leg, document, signal)
  })
}
