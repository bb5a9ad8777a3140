import type { Config } from '../config.ts'
import { english } from './en.ts'
import { japanese } from './ja.ts'
import type { Refusal } from '../call/refusal.ts'

/** Every sentence a person hears on the line. A language that lacks one does not compile. */
export interface Prompts {
  welcome: string
  menu: string
  unknownKey: string
  noKey: string
  enoughKeys: string
  toQueue: string
  information: string
  goodbye: string
  /** `place` counts from 1. */
  placeInLine(place: number): string
  stillWaiting: string
  operatorComing: string
  queueFull: string
  waitEnded: string
  afterTalk: string
  backInLine: string
  givingUp: string
  apology: string
  waitingFor(queueName: string): string
  waitingForCallers: string
  calling: string
  refused: Record<Refusal, string>
}

export function promptsFor({ voiceLanguage }: Config): Prompts {
  return voiceLanguage === 'en-US' ? english : japanese
}

/** Both are always said: a voice of another language makes Twilio skip the sentence. */
export function voiceFor({ voiceLanguage, voiceName }: Config): { language: string; voice: string } {
  const usual = voiceLanguage === 'en-US' ? 'Polly.Joanna-Neural' : 'Polly.Kazuha-Neural'
  return { language: voiceLanguage, voice: voiceName || usual }
}
