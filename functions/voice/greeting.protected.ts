import { callParams } from '../../src/call/call-params.ts'
import { voiceFunction } from '../../src/http/voice-function.ts'
import { askForKey } from '../../src/http/voice-menu.ts'

/** The number was dialled: greets, and asks for a key. Needs nothing but the environment. */
export const handler = voiceFunction({
  params: callParams,
  answer: (_call, step) => ({ outcome: 'asked', twiml: askForKey(step, 1, step.prompts.welcome) }),
})
