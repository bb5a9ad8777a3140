import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import { isEnded } from '../../src/call/call-params.ts'
import { dialEndParams, wasBridged, type DialEndEvent } from '../../src/call/dial-end-params.ts'
import { claimsAnother, softphoneOf } from '../../src/call/softphone.ts'
import { operatorDialEnded, type DialEndAnswer } from '../../src/call/operator-dialling.ts'
import { waitForCaller } from '../../src/http/voice-dial.ts'
import { voiceFunction, type VoiceAnswer } from '../../src/http/voice-function.ts'
import type { VoiceStep } from '../../src/http/voice-step.ts'

/** A softphone's dial is over: nobody came, and it waits on; or its caller was served, and the desk begins anew. */
export const handler = voiceFunction({
  params: dialEndParams,
  async answer(event, step) {
    const clientName = softphoneOf(step.config.stage, event)
    if (!event.CallSid || !clientName || !event.queue) return hangUp('over')
    const end = { ...event, clientName, queue: event.queue, bridged: wasBridged(event) }
    const rows = await step.write<DialEndAnswer>(operatorDialEnded(end, step.now), {
      insistent: end.bridged,
    })
    if (end.bridged) return hangUp('served')
    if (event.DialCallStatus !== 'no-answer' || isEnded(event.CallStatus)) return hangUp(dialStatus(event))
    if (claimsAnother(event)) return hangUp('other-caller')
    const mayWait = rows ? rows[0]?.mayWait === 1 : true
    return mayWait ? waitOn(step, end.queue, clientName, rows?.[0]?.guidanceUrl) : hangUp('may-not-wait')
  },
})

const dialStatus = ({ DialCallStatus }: DialEndEvent) => DialCallStatus ?? 'unknown'

function waitOn(
  step: VoiceStep,
  queueId: string,
  clientName: string,
  guidanceUrl?: string | null,
): VoiceAnswer {
  const twiml = new VoiceResponse()
  waitForCaller(twiml, step, { queueId, clientName, guidanceUrl })
  return { outcome: 'waits-on', twiml }
}

function hangUp(outcome: string): VoiceAnswer {
  const twiml = new VoiceResponse()
  twiml.hangup()
  return { outcome, twiml }
}
