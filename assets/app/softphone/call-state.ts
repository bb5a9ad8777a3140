import type { PhoneStatus } from './softphone-seam.ts'

/** The operator's phone at one moment. Times are milliseconds of the clock that the events carry. */
export interface PhoneState {
  tab: 'mine' | 'elsewhere' | 'unknown'
  /** What the phone does in the tab that has it, while that is another one. */
  elsewhere: PhoneStatus | null
  /** Whether Twilio can reach this phone. `lost` mends itself; `failed` only when somebody tries again. */
  reach: 'off' | 'ready' | 'lost' | 'failed'
  activity: Activity
  /** A colleague's call that rings here. */
  offer: Offer | null
  /** Callers of this queue are taken again and again until somebody stops it. */
  wantedQueue: WantedQueue | null
  stopAfterCall: boolean
  /** The work after a call that a colleague interrupted: gone back to after the colleague. */
  paused: PausedWork | null
  sessionEnded: boolean
  fault: Fault | null
  missed: Missed[]
  /** Quality warnings that Twilio has raised on the line and not yet taken back. */
  warnings: string[]
  /** How many lines this phone has opened: the next one's name. */
  linesOpened: number
}

export type Activity =
  | { name: 'away' }
  | (Line & { name: 'starting'; tries: number })
  | (Line & { name: 'waiting'; tries: number; reconnecting: boolean })
  | { name: 'between-waits'; until: number; tries: number }
  | (Line & { name: 'calling'; party: Party; refused?: true })
  | (Line & { name: 'answering'; party: Party })
  | (Line & { name: 'talking'; party: Party; dialled: boolean; muted: boolean; reconnecting: boolean })
  | { name: 'after-call'; since: number; until: number | null; party: Party }

/** One leg between this browser and Twilio. `next` is what was asked for once it has ended. */
export interface Line {
  leg: string
  since: number
  next: Next | null
}

export type Next =
  { do: 'hang-up' } | { do: 'wait' } | { do: 'dial'; party: DialledParty } | { do: 'accept'; leg: string }

export type DialledParty =
  { kind: 'number'; number: string } | { kind: 'colleague'; operatorId: string; name: string }

export type Party =
  DialledParty | { kind: 'caller'; queueId: string; number: string | null; waitSeconds: number | null }

export interface Offer {
  leg: string
  party: Party
  since: number
}

export interface WantedQueue {
  queueId: string
  queueName: string
  wrapUpSeconds: number
  /** Said on the line once: the waits that follow by themselves begin silently. */
  announced?: boolean
}

export interface PausedWork {
  since: number
  /** Milliseconds; null is without a countdown. */
  left: number | null
  party: Party
}

export interface Fault {
  code: FaultCode
  at: number
  /** What can be tried once more with one press. */
  again?: Again
}

export type Again = { type: 'wait'; queue: WantedQueue } | { type: 'dial'; party: DialledParty }

export interface Missed {
  leg: string
  party: Party
  at: number
}

/** Everything that can go wrong with the phone; each has its sentence in the catalogues. */
export const faultCodes = [
  'microphone-refused',
  'microphone-missing',
  'microphone-busy',
  'microphone-lost',
  'browser-unsupported',
  'unreachable',
  'token-refused',
  'not-opened',
  'emergency-number',
  'number-refused',
  'country-refused',
  'not-a-number',
  'no-caller-id',
  'own-number',
  'other-caller',
  'no-ticket',
  'too-many-calls',
  'colleague-gone',
  'colleague-busy',
  'dialling-away',
  'phone-elsewhere',
  'signed-out',
  'queue-gone',
  'wait-ended',
  'waits-elsewhere',
  'call-failed',
  'call-lost',
] as const
export type FaultCode = (typeof faultCodes)[number]

/** The one custom parameter of `operator-dial`. */
export type Destination = `queue:${string}` | `operator:${string}` | `+${string}`

/** What the device has to do next. */
export type Effect =
  /** `again`: the operator has heard already what is waited for. */
  | { do: 'connect'; leg: string; destination: Destination; again?: boolean }
  | { do: 'hang-up'; leg: string }
  | { do: 'accept'; leg: string }
  | { do: 'reject'; leg: string }
  | { do: 'mute'; leg: string; on: boolean }
  | { do: 'press'; leg: string; digit: string }
  | { do: 'open-device' }
  | { do: 'close-device' }
  | { do: 'renew-token' }
  | { do: 'refuse-takeover' }

export const idlePhone: PhoneState = {
  tab: 'unknown',
  elsewhere: null,
  reach: 'off',
  activity: { name: 'away' },
  offer: null,
  wantedQueue: null,
  stopAfterCall: false,
  paused: null,
  sessionEnded: false,
  fault: null,
  missed: [],
  warnings: [],
  linesOpened: 0,
}

/** The words that the softphone, the lists and the wallboard share. */
export type Presence = 'waiting' | 'ringing' | 'talking' | 'after-call' | 'away' | 'unreachable'

export function presenceOf(phone: PhoneState): Presence {
  const { activity } = phone
  if (phone.offer || activity.name === 'calling' || activity.name === 'answering') return 'ringing'
  if (activity.name === 'talking') return 'talking'
  if (activity.name === 'after-call') return 'after-call'
  if (phone.tab === 'mine' && isOutOfReach(phone)) return 'unreachable'
  return phone.wantedQueue && activity.name !== 'away' ? 'waiting' : 'away'
}

/** A phone that is still being opened is out of reach only for whoever wants callers already. */
function isOutOfReach({ reach, wantedQueue }: PhoneState): boolean {
  return reach === 'lost' || reach === 'failed' || (reach === 'off' && wantedQueue !== null)
}

/** The line now open, if one is. */
export function lineOf({ activity }: PhoneState): Extract<Activity, Line> | null {
  return 'leg' in activity ? activity : null
}

/** Somebody is on the line, or about to be: not the moment to leave the page or to take the phone away. */
export function isOnCall({ activity }: PhoneState): boolean {
  return ['calling', 'answering', 'talking'].includes(activity.name)
}

/** When the phone next wants to hear the time, if nothing else happens before. */
export function nextDeadline({ activity, offer, reach }: PhoneState): number | null {
  if (activity.name === 'after-call') return offer ? null : activity.until
  if (activity.name === 'between-waits') return offer || reach !== 'ready' ? null : activity.until
  return null
}
