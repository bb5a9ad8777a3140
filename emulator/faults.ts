import type { RetryOn } from './webhook-overrides.ts'

/**
 * What can go wrong with a request. Of webhooks:
 * - `lost`: never arrives; Twilio waits for its read time-out. `unanswered`: arrives, but the answer is lost.
 * - `refused`: no connection (Twilio repeats it once by default).
 * - `duplicate`: sent twice at the same moment with one idempotency token.
 * - `delay`: leaves `milliseconds` of the emulator's clock later.
 * - `status`, `html`: the application is not asked; the answer is that status, or a page.
 * - `ahead`: a status callback that reaches the application before the steps it follows.
 * Of REST requests: `status` (429, 5xx, 401…), `delay` (of real time; then it is done, even if nobody waits for the
 * answer any more), `refused`, `unanswered` (it is done, but the answer is lost).
 */
export type FaultKind =
  | { kind: 'lost' }
  | { kind: 'unanswered' }
  | { kind: 'refused' }
  | { kind: 'duplicate' }
  | { kind: 'delay'; milliseconds: number }
  | { kind: 'status'; status: number }
  | { kind: 'html' }
  | { kind: 'ahead' }

export type FaultSpec = FaultKind & {
  /** Path of the URL; `*` stands for anything: `/voice/queue-*`. */
  path: string
  on?: 'webhook' | 'rest'
  /** Only the nth matching request, counted from 1. Without it, every one. */
  nth?: number
  method?: string
  /** Within this process: which of the matching webhooks. */
  strikes?: (webhook: Webhook) => boolean
}

/** One attempt at a request about a call. */
export interface Webhook {
  path: string
  callSid?: string
  /** The same for every attempt; a callback that is to go ahead has none yet. */
  token?: string
  /** Counted from 1. */
  attempt: number
  /** After what Twilio would try again. */
  retryOn: readonly RetryOn[]
}

export interface Fault {
  id: number
  spec: FaultSpec
  /** Requests that matched so far. */
  seen: number
}

/** The faults in force, in the order they were added. */
export class Faults {
  private faults: Fault[] = []
  private lastId = 0

  add(spec: FaultSpec): Fault {
    const fault = { id: ++this.lastId, spec, seen: 0 }
    this.faults.push(fault)
    return fault
  }

  list(): readonly Fault[] {
    return this.faults
  }

  remove(id: number): void {
    this.faults = this.faults.filter((fault) => fault.id !== id)
  }

  clear(): void {
    this.faults = []
  }

  /** Counts a request and names the faults that strike it. */
  strike(on: 'webhook' | 'rest', method: string, path: string, webhook?: Webhook): FaultKind[] {
    return this.faults
      .filter(({ spec }) => spec.kind !== 'ahead' && matches(spec, on, method, path))
      .filter((fault) => hits(fault, webhook))
      .map(({ spec }) => spec)
  }

  /** Whether this status callback is to overtake the steps it follows. */
  strikesAhead(path: string, callSid: string): boolean {
    const webhook = { path, callSid, attempt: 1, retryOn: [] }
    return this.faults
      .filter(({ spec }) => spec.kind === 'ahead' && matches(spec, 'webhook', 'POST', path))
      .map((fault) => hits(fault, webhook))
      .includes(true)
  }
}

function hits(fault: Fault, webhook?: Webhook): boolean {
  const { nth, strikes } = fault.spec
  if (webhook && strikes && !strikes(webhook)) return false
  fault.seen++
  return nth === undefined || nth === fault.seen
}

function matches(spec: FaultSpec, on: 'webhook' | 'rest', method: string, path: string): boolean {
  if ((spec.on ?? 'webhook') !== on) return false
  if (spec.method && spec.method !== method) return false
  const pattern = spec.path.split('*').map(escape).join('.*')
  return new RegExp(`^${pattern}$`).test(path)
}

const escape = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
