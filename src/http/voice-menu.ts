import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import { stepUrl } from '../call/step-urls.ts'
import { say } from './voice-twiml.ts'
import type { VoiceStep } from './voice-step.ts'

/** How often a caller is asked for a key in all. */
export const attemptsInAll = 3

/**
 * Asks for one key. Every key is taken, `#` and `*` too: by default `#` alone would count as no key. Twilio comes back
 * for no key as well.
 */
export function askForKey({ config, prompts }: VoiceStep, attempt: number, before: string): VoiceResponse {
  const twiml = new VoiceResponse()
  const gather = twiml.gather({
    input: ['dtmf'],
    numDigits: 1,
    timeout: 10,
    finishOnKey: '',
    action: stepUrl('menu-choice', { attempt }),
    actionOnEmptyResult: true,
  })
  say(gather, config, before)
  say(gather, config, prompts.menu)
  return twiml
}
