import { useSyncExternalStore } from 'react'
import type { SignedInOperator } from '../../../src/http/desk-actions.ts'

/** The states of `look.md`; `idle` is open, signed in at Twilio, and waiting for nobody. */
export type PhoneStatus =
  'idle' | 'waiting' | 'ringing' | 'dialing' | 'talking' | 'wrap-up' | 'away' | 'unreachable'

/** What the rest of the desk knows of the open softphone. */
export interface Phone {
  status: PhoneStatus
  /** A call lives: leaving, signing out or reloading asks first. */
  inCall: boolean
  /** Calls a number (E.164 or as people write it) and shows the softphone. */
  dial(number: string): void
  /** Resolves when what was written is at the server, or a few seconds later. */
  settle(): Promise<void>
  /** Shows the softphone's page. */
  open(): void
}

/**
 * What the shell gives the softphone. It is loaded at the first visit to `#/phone`, and stays mounted until sign-out.
 * Draw the page as children in place (the shell hides it while `onPage` is false);
 * draw the call bar and the status chip through portals into the two slots, which every page shows.
 */
export interface SoftphoneProps {
  operator: SignedInOperator
  onPage: boolean
  callBarSlot: HTMLElement | null
  statusSlot: HTMLElement | null
}

let current: Phone | undefined
const listeners = new Set<() => void>()

/** The softphone says what it is now; `undefined` when it is closed. */
export function announcePhone(phone: Phone | undefined): void {
  current = phone
  listeners.forEach((listener) => listener())
}

/** The open softphone, or `undefined`: then a "call" button leads to `#/phone`. */
export function usePhone(): Phone | undefined {
  return useSyncExternalStore(subscribe, readPhone)
}

export function readPhone(): Phone | undefined {
  return current
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
