import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import { isAsset } from '../call/step-urls.ts'
import type { Config } from '../config.ts'
import { voiceFor } from '../prompts/prompts.ts'

type SayAttributes = Parameters<VoiceResponse['say']>[0]

/** Says one sentence in the centre's language. */
export function say(
  to: { say(attributes: SayAttributes, text: string): unknown },
  config: Config,
  text: string,
) {
  // Any voice may be configured, not only those that this version of the library knows by name. A queue's name comes
  // from people, and XML has no place for control characters, halves of characters and two more.
  to.say(voiceFor(config) as SayAttributes, text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, ''))
}

/** Says something and ends the call. */
export function sayAndHangUp(config: Config, ...sentences: string[]): VoiceResponse {
  const twiml = new VoiceResponse()
  for (const sentence of sentences) say(twiml, config, sentence)
  twiml.hangup()
  return twiml
}

export function goTo(url: string): VoiceResponse {
  const twiml = new VoiceResponse()
  if (isAsset(url)) twiml.redirect({ method: 'GET' }, url)
  else twiml.redirect(url)
  return twiml
}
