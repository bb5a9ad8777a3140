import { WebhookError } from '../webhooks.ts'
import { type ProgressEvent, durationSeconds, isFinal } from './call.ts'
import type { Leg } from './leg.ts'
import { standardParameters } from './parameters.ts'
import { rfc2822 } from './rfc2822.ts'

/** How long a callback lets the one before it go first. */
const ORDER_MS = 1_000

const lastCallback = new WeakMap<Leg, Promise<unknown>>()

/** Reports a leg's progress, if somebody asked for this event. The answer does not matter to the call. */
export function fireCallback(leg: Leg, event: ProgressEvent): Promise<void> {
  const { statusCallback } = leg.call
  if (!statusCallback?.events.includes(event)) return Promise.resolve()
  const { url, method } = statusCallback
  const parameters = callbackParameters(leg)
  const before = lastCallback.get(leg)
  const turn = before ? Promise.race([before, leg.telephony.sleep(ORDER_MS)]) : Promise.resolve()
  const sent = turn.then(() => send(leg, { url, method, parameters }))
  lastCallback.set(leg, sent)
  return sent
}

async function send(
  leg: Leg,
  hook: { url: string; method: 'GET' | 'POST'; parameters: Record<string, string> },
) {
  const { webhooks } = leg.telephony
  try {
    const answer = await webhooks.send({
      ...hook,
      purpose: 'status-callback',
      callSid: leg.call.sid,
      cookies: leg.callbackCookies,
    })
    if (answer.status >= 400)
      leg.fail({ code: 15003, message: `The status callback answered ${answer.status}.`, url: hook.url })
  } catch (error) {
    if (!(error instanceof WebhookError)) throw error
    leg.fail({ code: error.code, message: error.message, url: error.url })
  }
}

function callbackParameters(leg: Leg): Record<string, string> {
  const { call, telephony } = leg
  return {
    ...standardParameters(telephony, call),
    CallbackSource: 'call-progress-events',
    SequenceNumber: String(call.callbacksFired++),
    Timestamp: rfc2822(telephony.clock.now()),
    ...(isFinal(call.status) ? endParameters(leg) : {}),
  }
}

/** `Duration` is Twilio's billing unit: minutes begun. */
function endParameters({ call }: Leg): Record<string, string> {
  const seconds = durationSeconds(call)
  return {
    CallDuration: String(seconds),
    Duration: String(Math.ceil(seconds / 60)),
    ...(call.direction !== 'inbound' && call.sipResponseCode
      ? { SipResponseCode: String(call.sipResponseCode) }
      : {}),
  }
}
