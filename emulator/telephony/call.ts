export type CallStatus =
  | 'queued'
  | 'initiated'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer'
  | 'canceled'

export type Direction = 'inbound' | 'outbound-api' | 'outbound-dial'

export type HttpMethod = 'GET' | 'POST'

export interface Hook {
  url: string
  method: HttpMethod
}

export type ProgressEvent = 'initiated' | 'ringing' | 'answered' | 'completed'

export interface StatusCallback extends Hook {
  events: readonly ProgressEvent[]
}

/** One leg, as plain state. Times are milliseconds of the emulator's clock. */
export interface Call {
  sid: string
  parentCallSid?: string
  direction: Direction
  from: string
  to: string
  status: CallStatus
  phoneNumberSid?: string
  applicationSid?: string
  /** Parameters that depend on the carrier (ForwardedFrom, CallerName, …), sent with every request of the leg. */
  extra: Record<string, string>
  createdAt: number
  updatedAt: number
  startedAt?: number
  answeredAt?: number
  endedAt?: number
  /** Milliseconds it had to wait for its turn (calls per second). */
  queuedFor: number
  statusCallback?: StatusCallback
  fallback?: Hook
  /** Number of status callbacks fired so far: the next SequenceNumber. */
  callbacksFired: number
  sipResponseCode?: number
  /** Everything Twilio's debugger would list, and what this emulator cannot do yet. */
  errors: CallError[]
}

export interface CallError {
  code: number
  message: string
  url?: string
}

const FINAL: readonly CallStatus[] = ['completed', 'busy', 'failed', 'no-answer', 'canceled']

export const isFinal = (status: CallStatus): boolean => FINAL.includes(status)

/** Whole seconds from answer to end, 0 when it was never answered. */
export function durationSeconds(call: Call): number {
  if (call.answeredAt === undefined || call.endedAt === undefined) return 0
  return Math.round((call.endedAt - call.answeredAt) / 1000)
}
