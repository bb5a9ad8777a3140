import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import * as z from 'zod/mini'
import { identifier, isEnded, queueId, single, text } from '../../src/call/call-params.ts'
import { operatorDialEnded, type DialEndAnswer } from '../../src/call/operator-dialling.ts'
import { waitForCaller } from '../../src/http/voice-dial.ts'
import { voiceFunction, type VoiceAnswer } from '../../src/http/voice-function.ts'
import type { VoiceStep } from '../../src/http/voice-step.ts'
import { clientNameOf } from '../../src/twilio/stage.ts'

const params = z.object({
  CallSid: identifier(64),
  From: single(128),
  CallStatus: text(32),
  DialCallStatus: text(32),
  DialCallSid: identifier(64),
  DialBridged: text(8),
  queue: queueId(),
})
type Params = z.infer<typeof params>

/** A softphone's dial is over: nobody came, and it waits on; or its caller was served, and the desk begins anew. */
export const handler = voiceFunction({
  params,
  async answer(event, step) {
    const clientName = clientNameOf(step.config.stage, event.From)
    if (!clientName || !event.queue) return hangUp('over')
    const end = { ...event, clientName, queue: event.queue, bridged: wasBridged(event) }
    const rows = await step.write<DialEndAnswer>(operatorDialEnded(end, step.now))
    if (end.bridged) return hangUp('served')
    if (event.DialCallStatus !== 'no-answer' || isEnded(event.CallStatus)) return hangUp(dialStatus(event))
    const mayWait = rows ? rows[0]?.mayWait === 1 : true
    return mayWait ? waitOn(step, end.queue, clientName, rows?.[0]?.guidanceUrl) : hangUp('may-not-wait')
  },
})

function wasBridged({ DialBridged, DialCallStatus }: Params): boolean | undefined {
  if (DialBridged) return DialBridged === 'true'
  return DialCallStatus === 'no-answer' ? false : undefined
}

const dialStatus = ({ DialCallStatus }: Params) => DialCallStatus ?? 'unknown'

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
