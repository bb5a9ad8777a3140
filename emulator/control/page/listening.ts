import type { Sound } from '../../telephony/endpoint.ts'

let silenced = false
const listeners = new Set<(on: boolean) => void>()
let music: HTMLAudioElement | undefined

/** Lets the browser say aloud, or play, what a telephone hears; whatever it heard before stops. */
export function sayAloud(sound: Sound) {
  hush()
  if (silenced) return
  if (sound.kind === 'say') speak(sound.text, sound.language)
  if (sound.kind === 'play') play(sound.url)
}

export function hush() {
  globalThis.speechSynthesis?.cancel()
  music?.pause()
  music = undefined
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
  const utterance = new SpeechSynthesisUtterance(text)
  utterance.lang = language
  speechSynthesis.speak(utterance)
}

function play(url: string) {
  music = new Audio(url)
  // A page that nobody has touched yet may not make a sound: the text is there all the same.
  music.play().catch(() => undefined)
}
