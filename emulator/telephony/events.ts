import type { CallStatus } from './call.ts'
import type { Sound, UserMessage } from './endpoint.ts'

/** Why a request is made to the application. */
export type Purpose =
  | 'voice-url'
  | 'gather-action'
  | 'redirect'
  | 'enqueue-action'
  | 'wait-url'
  | 'queue-url'
  | 'dial-action'
  | 'whisper'
  | 'fallback'
  | 'rest-url'
  | 'media'
  | 'status-callback'

export type QueueResult =
  | 'bridged'
  | 'hangup'
  | 'leave'
  | 'redirected'
  | 'redirected-from-bridged'
  | 'bridging-in-process'
  | 'queue-full'
  | 'error'
  | 'system-error'

/** What happened, for the page, the control API and tests. `callSid` is the leg it happened to, where there is one. */
export type Happening =
  /** `inside`: its far end is another leg of the account. */
  | { type: 'call'; direction: string; from: string; to: string; parentCallSid?: string; inside: boolean }
  | { type: 'status'; status: CallStatus }
  | {
      type: 'webhook-request'
      id: number
      purpose: Purpose
      method: string
      url: string
      parameters: Record<string, string>
      token: string
      attempt: number
    }
  | {
      type: 'webhook-response'
      id: number
      purpose: Purpose
      url: string
      status: number
      contentType: string
      body: string
      milliseconds: number
    }
  | { type: 'webhook-failed'; id: number; purpose: Purpose; url: string; code: number; message: string }
  | { type: 'document'; url: string; purpose: Purpose; twiml: string }
  | { type: 'verb'; verb: string; attributes: Record<string, string>; text: string }
  | { type: 'sound'; sound: Sound }
  | { type: 'keys'; digits: string }
  | {
      type: 'queue'
      queueSid: string
      name: string
      change: 'created' | 'deleted' | 'entered' | 'taken' | 'left'
      size: number
      result?: QueueResult
    }
  | { type: 'bridge'; peer: string; change: 'connected' | 'over' }
  | { type: 'message'; message: UserMessage }
  /** A request to Twilio's REST interface, when it has been answered. `url` with the host it was meant for. */
  | {
      type: 'rest'
      method: string
      url: string
      form: string
      status: number
      body: string
      milliseconds: number
    }
  | { type: 'client'; identity: string; change: 'registered' | 'unregistered' }
  /** Without a level: an error. */
  | { type: 'error'; level?: 'error' | 'warning'; code: number; message: string; url?: string }

export type TelephonyEvent = Happening & { at: number; callSid?: string }

type Listener = (event: TelephonyEvent) => void

/** One stream of everything, kept in memory until `clear`. */
export class EventStream {
  readonly all: TelephonyEvent[] = []
  private listeners = new Set<Listener>()

  emit(event: TelephonyEvent): void {
    this.all.push(event)
    for (const listener of this.listeners) listener(event)
  }

  /** Returns the way to stop listening. */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  of<T extends Happening['type']>(type: T): Extract<TelephonyEvent, { type: T }>[] {
    return this.all.filter((event) => event.type === type) as Extract<TelephonyEvent, { type: T }>[]
  }

  clear(): void {
    this.all.length = 0
  }
}
