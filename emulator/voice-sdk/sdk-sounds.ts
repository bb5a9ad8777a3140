import { encodeWav } from '../audio/wav.ts'
import { keyTone, pause, render, ringtone } from '../audio/tones.ts'

const KEYS: Record<string, string> = { s: '*', h: '#' }

/** What the SDK would fetch from sdk.twilio.com, by its file name: ringing, key tones, beeps. A WAV, whatever it is called. */
export function sdkSound(fileName: string): Buffer {
  const [, key] = /^dtmf-(\w)\./.exec(fileName) ?? []
  if (key) return encodeWav(render([keyTone(KEYS[key] ?? key, 160)]))
  if (fileName.startsWith('incoming')) return encodeWav(render([...ringtone(), ...ringtone()]))
  return encodeWav(render([{ hertz: [523, 784], ms: 180, level: 0.2 }, pause(120)]))
}
