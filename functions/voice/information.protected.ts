import { callParams } from '../../src/call/call-params.ts'
import { voiceFunction } from '../../src/http/voice-function.ts'
import { sayAndHangUp } from '../../src/http/voice-twiml.ts'

/** The caller hears about the product, and goodbye. */
export const handler = voiceFunction({
  params: callParams,
  answer: (_call, { config, prompts }) => ({
    outcome: 'told',
    twiml: sayAndHangUp(config, prompts.information, prompts.goodbye),
  }),
})
