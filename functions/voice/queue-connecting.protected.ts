import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import * as z from 'zod/mini'
import type { CallerMessage } from '../../src/call/caller-message.ts'
import { visitAnswered } from '../../src/call/call-rows.ts'
import { callShape, count, identifier, matching, ownUrl, queueId } from '../../src/call/call-params.ts'
import { voiceFunction } from '../../src/http/voice-function.ts'
import type { VoiceStep } from '../../src/http/voice-step.ts'
import { goTo, say } from '../../src/http/voice-twiml.ts'
import { sendToSoftphone } from '../../src/twilio/user-defined-message.ts'

const params = z.object({
  ...callShape,
  QueueSid: identifier(64),
  QueueTime: count(),
  DequeingCallSid: identifier(64),
  operator: matching(/^\w{1,64}$/),
  queue: queueId(),
  then: ownUrl(),
})
type Params = z.infer<typeof params>

/** An operator takes the caller: writes the answer, tells the desk, and tells the caller. */
export const handler = voiceFunction({
  params,
  async answer(event, step) {
    await Promise.all([writeAnswer(event, step), tellDesk(event, step)])
    return { outcome: 'connecting', twiml: event.then ? goTo(event.then) : operatorComing(step) }
  },
  otherwise: operatorComing,
})

async function writeAnswer(event: Params, step: VoiceStep): Promise<void> {
  if (event.CallSid && event.DequeingCallSid)
    await step.write(visitAnswered({ ...event, clientName: event.operator }, step.now))
}

/** Only so that the desk need not wait until it asks. */
async function tellDesk(event: Params, { twilio }: VoiceStep): Promise<void> {
  if (!event.CallSid || !event.DequeingCallSid) return
  const message: CallerMessage = {
    kind: 'caller',
    callSid: event.CallSid,
    number: event.From ?? null,
    queueId: event.queue ?? null,
    waitSeconds: event.QueueTime ?? null,
  }
  await sendToSoftphone(twilio, event.DequeingCallSid, message).catch(() => undefined)
}

function operatorComing({ config, prompts }: VoiceStep): VoiceResponse {
  const twiml = new VoiceResponse()
  say(twiml, config, prompts.operatorComing)
  return twiml
}
