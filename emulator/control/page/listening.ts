import type { Sound } from '../../telephony/endpoint.ts'

let silenced = false
const listeners = new Set<(on: boolean) => void>()
let music: HTMLAudioElement | undefined

/**
 * Lets the browser say, or play, what a telephone hears. Its voice may need longer than the emulator thinks: a sentence
 * is finished although the call goes on, one more may wait, and music begins after it.
 */
export function sayAloud(sound: Sound) {
  music?.pause()
  music = undefined
  if (silenced) return
  if (sound.kind === 'say') speak(sound.text, sound.language)
  if (sound.kind === 'play') play(sound.url)
}

/** A key was pressed or the call is over: nobody wants to hear the rest. */
export function hush() {
  globalThis.speechSynthesis?.cancel()
  music?.pause()
  music = undefined
}

/** Whether this browser has a voice for a language, `ja`. Its voices are loaded when first asked for. */
export function hasVoice(language: string): boolean {
  return globalThis.speechSynthesis?.getVoices().some(({ lang }) => lang.startsWith(language)) ?? false
}

export const isSilenced = () => silenced

/** Returns the way to stop being told. */
export function onSilence(told: (on: boolean) => void): () => void {
  listeners.add(told)
  return () => listeners.delete(told)
}

export function silence(on: boolean) {
  silenced = on
  if (on) hush()
  for (const told of listeners) told(on)
}

function speak(text: string, language: string) {
  if (!globalThis.speechSynthesis) return
  if (speechSynthesis.pending) speechSynthesis.cancel()
  const utterance = new SpeechSynthesisUtterance(text)
  utterance.lang = language
  utterance.onend = () => void music?.play().catch(() => undefined)
  speechSynthesis.speak(utterance)
}

function play(url: string) {
  music = new Audio(url)
  // A page that nobody has touched yet may not make a sound: the text is there all the same.
  if (!globalThis.speechSynthesis?.speaking) music.play().catch(() => undefined)
}
