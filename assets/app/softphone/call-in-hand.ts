import type { CallInHand, Contact, KnownCaller } from '../../../src/http/desk-actions.ts'
import { Latest } from './latest.ts'

export type KnownCustomer = Pick<KnownCaller, 'customer' | 'timeline'> & Partial<KnownCaller>

/** Whom this call is with, as far as the server knows; it stays on screen until the next call. */
export interface InHand {
  leg: string | null
  call: CallInHand['call']
  customers: KnownCustomer[]
  /** Of this call and its number, from when the caller was nobody's customer. */
  notes: Contact[]
  /** Chosen among several, or made during the call. */
  chosen: KnownCustomer | null
  state: 'none' | 'asking' | 'known' | 'failed'
}

const none: InHand = { leg: null, call: null, customers: [], notes: [], chosen: null, state: 'none' }

/** Asks once for whom the call of this leg is with; no call when the server speaks of another one. */
export type AskForCall = (leg: string) => Promise<CallInHand>

/** Keeps what the server says about the call in hand. */
export class InHandStore {
  #state: InHand = none
  readonly #ask: AskForCall
  #question: Latest<CallInHand> | undefined
  readonly #listeners = new Set<() => void>()

  constructor(ask: AskForCall) {
    this.#ask = ask
  }

  read = (): InHand => this.#state

  listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** A call has begun on this leg: nothing of the one before may be shown with it. */
  begin(leg: string): void {
    if (this.#state.leg === leg) return
    this.#question = new Latest(() => this.#ask(leg))
    this.#become({ ...none, leg, state: 'asking' })
  }

  /** Asks who it is; the answer, or nothing when it could not be had. */
  async ask(): Promise<CallInHand['call']> {
    const { leg } = this.#state
    try {
      const answer = await this.#question?.ask()
      if (!answer) return null
      const { call, customers, notes } = answer
      if (call && this.#state.leg === leg) this.#learn({ call, customers, notes })
      return call
    } catch {
      if (this.#state.leg === leg && this.#state.state === 'asking')
        this.#become({ ...this.#state, state: 'failed' })
      return null
    }
  }

  /** Asked often enough for now: said to have failed, until an answer comes after all. */
  giveUp(leg: string): void {
    if (this.#state.leg === leg && this.#state.state === 'asking')
      this.#become({ ...this.#state, state: 'failed' })
  }

  choose = (customer: KnownCustomer | null): void => this.#become({ ...this.#state, chosen: customer })

  #learn({ call, customers, notes }: Pick<InHand, 'call' | 'customers' | 'notes'>): void {
    const before = this.#state
    const [only, ...others] = customers
    const chosen = before.chosen ?? (only && others.length === 0 ? only : null)
    this.#become({ ...before, call, customers, notes, chosen, state: 'known' })
  }

  #become(state: InHand): void {
    this.#state = state
    this.#listeners.forEach((listener) => listener())
  }
}
