import type { PhoneStatus } from './softphone-seam.ts'
import type { DialledParty, FaultCode, Party, WantedQueue } from './call-state.ts'

/** Everything that can happen to the phone. `at`: milliseconds, from one clock that never goes back. */
export type PhoneEvent = { at: number } & (
  | OperatorEvent
  | LineEvent
  | DeviceEvent
  | TabEvent
  | { type: 'tick' }
  | { type: 'session-ended' }
  | { type: 'session-began' }
)

/** What the operator asks for. */
export type OperatorEvent =
  | { type: 'wait'; queue: WantedQueue }
  | { type: 'stop' }
  | { type: 'dial'; party: DialledParty }
  | { type: 'hang-up' }
  | { type: 'accept' }
  | { type: 'decline' }
  | { type: 'mute'; on: boolean }
  | { type: 'press'; digit: string }
  | { type: 'extend' }
  | { type: 'finish' }
  | { type: 'try-again' }
  | { type: 'fault-seen' }
  | { type: 'fault-found'; code: FaultCode }
  | { type: 'microphone-mended' }
  | { type: 'missed-seen' }

/** What happens on a line. A line is named by whoever began it: us, or the call that is offered. */
export type LineEvent =
  | { type: 'line-open'; leg: string }
  /** Nobody was called: our own server says on the line why not. */
  | { type: 'line-refused'; leg: string; code: FaultCode }
  | { type: 'line-ended'; leg: string; code?: FaultCode }
  | { type: 'wait-explained'; leg: string; code: 'queue-gone' | 'waits-elsewhere' }
  | { type: 'line-reconnecting'; leg: string }
  | { type: 'line-reconnected'; leg: string }
  | { type: 'line-warning'; leg: string; warning: string; on: boolean }
  | {
      type: 'caller-arrived'
      leg: string
      number: string | null
      waitSeconds: number | null
      answeredMsAgo?: number
    }
  | { type: 'offered'; leg: string; party: Party }
  | { type: 'offer-gone'; leg: string }

export type DeviceEvent =
  { type: 'device-ready' } | { type: 'device-lost' } | { type: 'device-failed'; code: FaultCode }

/** One tab has the phone; another may ask for it. */
export type TabEvent =
  | { type: 'elsewhere-does'; status: PhoneStatus }
  | { type: 'tab-mine' }
  | { type: 'tab-elsewhere' }
  | { type: 'takeover-asked' }
