import type { HttpMethod } from '../telephony/call.ts'
import type { Purpose } from '../telephony/events.ts'
import type { Leg } from '../telephony/leg.ts'
import type { Telephony } from '../telephony/telephony.ts'
import type { Element } from './document.ts'

/** Where a document runs: a call, a caller's wait, the guidance before a queue bridge, or a called party before a dial's. */
export type Mode = 'call' | 'wait' | 'guidance' | 'whisper'

/** A document to fetch, or one that REST brought along. */
export type TwimlRequest =
  | { url: string; method: HttpMethod; purpose: Purpose; parameters?: Record<string, string> }
  | { twiml: string }

/** One document being carried out on one leg. */
export interface Run {
  telephony: Telephony
  leg: Leg
  mode: Mode
  signal: AbortSignal
  /** Where the document came from; none if REST brought it along. */
  documentUrl?: string
  documentMethod: HttpMethod
  /** The verb that stands after the one being carried out. */
  following?: Element
  /** The verb that it is nested in. */
  within?: string
}

/** What comes after a verb. */
export type Next =
  | { then: 'next' }
  | { then: 'fetch'; request: TwimlRequest }
  | { then: 'hang-up' }
  | { then: 'reject'; status: 'busy' | 'no-answer' }
  | { then: 'leave' }

/** What an element may carry. Twilio warns of the rest. */
export interface Shape {
  attributes: readonly string[]
  /** `'any'`: not looked into (SSML). */
  nested?: Readonly<Record<string, Shape>> | 'any'
  /** Attributes and nested elements that Twilio documents and this emulator does not carry out yet: they fail loudly. */
  notEmulated?: readonly string[]
  /** Twilio's number for an element that does not belong in it. */
  badNesting?: number
}

export interface Verb extends Shape {
  modes: readonly Mode[]
  run(run: Run, element: Element): Promise<Next>
}

export const next: Next = { then: 'next' }
export const everywhere: readonly Mode[] = ['call', 'wait', 'guidance', 'whisper']
