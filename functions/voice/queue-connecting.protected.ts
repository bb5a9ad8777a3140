import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import * as z from 'zod/mini'
import { visitAnswered } from '../../src/call/call-rows.ts'
import { callShape, clientName, count, identifier, ownUrl, queueId } from '../../src/call/call-params.ts'
import { tellDesk } from '../../src/http/voice-desk-message.ts'
import { voiceFunction } from '../../src/http/voice-function.ts'
import type { VoiceStep } from '../../src/http/voice-step.ts'
import { goTo, say } from '../../src/http/voice-twiml.ts'

const params = z.object({
  ...callShape,
  QueueSid: identifier(64),
  QueueTime: count(),
  DequeingCallSid: identifier(64),
  operator: clientName(),
  queue: queueId(),
  then: ownUrl(),
})

/** An operator takes the caller: writes the answer, tells the desk, and tells the caller. */
export const handler = voiceFunction({
  params,
  async answer(event, step) {
    const { CallSid, DequeingCallSid = '', operator } = event
    const answer = visitAnswered({ ...event, DequeingCallSid, clientName: operator }, step.now)
    await Promise.all([CallSid ? step.write(answer, { insistent: true }) : undefined, tellDesk(event, step)])
    return { outcome: 'connecting', twiml: event.then ? goTo(event.then) : operatorComing(step) }
  },
  otherwise: operatorComing,
})

function operatorComing({ config, prompts }: VoiceStep): VoiceResponse {
  const twiml = new VoiceResponse()
  say(twiml, config, prompts.operatorComing)
  return twiml
}
