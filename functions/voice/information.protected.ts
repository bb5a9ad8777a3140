import { callParams } from '../../src/call/call-params.ts'
import { menuEnded } from '../../src/call/call-rows.ts'
import { voiceFunction } from '../../src/http/voice-function.ts'
import type { VoiceStep } from '../../src/http/voice-step.ts'
import { sayAndHangUp } from '../../src/http/voice-twiml.ts'

/** The caller hears about the product, and goodbye. A row, so that nobody takes this call for one that was lost. */
export const handler = voiceFunction({
  params: callParams,
  async answer(call, step) {
    if (call.CallSid) await step.write(menuEnded(call, 'information', step.now), { insistent: true })
    return { outcome: 'told', twiml: information(step) }
  },
  otherwise: information,
})

function information({ config, prompts }: VoiceStep) {
  return sayAndHangUp(config, prompts.information, prompts.goodbye)
}
