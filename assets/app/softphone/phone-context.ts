import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import type { AudioState } from './audio-store.ts'
import type { InHand } from './call-in-hand.ts'
import type { PhoneState } from './call-state.ts'
import type { KeptNote } from './note-box.ts'
import type { OpenPhone } from './open-phone.ts'
import { now } from './phone-store.ts'

export const PhoneContext = createContext<OpenPhone | null>(null)

export function useOpenPhone(): OpenPhone {
  const phone = useContext(PhoneContext)
  if (!phone) throw new Error('A part of the softphone is drawn outside of it.')
  return phone
}

export function usePhoneState(): PhoneState {
  const { store } = useOpenPhone()
  return useSyncExternalStore(store.listen, store.read)
}

export function useInHand(): InHand {
  const { inHand } = useOpenPhone()
  return useSyncExternalStore(inHand.listen, inHand.read)
}

export function useNotes(): readonly KeptNote[] {
  const { notes } = useOpenPhone()
  return useSyncExternalStore(notes.listen, notes.read)
}

export function useAudio(): AudioState {
  const { audio } = useOpenPhone()
  return useSyncExternalStore(audio.listen, audio.read)
}

/** Whole seconds since that moment of the phone's clock; draws anew as each one ends. */
export function useSecondsSince(since: number): number {
  const [seconds, setSeconds] = useState(() => secondsSince(since))
  useEffect(() => {
    const count = () => setSeconds(secondsSince(since))
    count()
    const timer = setInterval(count, 250)
    return () => clearInterval(timer)
  }, [since])
  return seconds
}

const secondsSince = (since: number) => Math.max(0, Math.floor((now() - since) / 1000))

/** Whole seconds until that moment, the last one counted: 10, 9 … 1, 0. */
export function useSecondsUntil(until: number): number {
  const [seconds, setSeconds] = useState(() => secondsUntil(until))
  useEffect(() => {
    const count = () => setSeconds(secondsUntil(until))
    count()
    const timer = setInterval(count, 250)
    return () => clearInterval(timer)
  }, [until])
  return seconds
}

const secondsUntil = (until: number) => Math.max(0, Math.ceil((until - now()) / 1000))
