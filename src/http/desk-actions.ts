import type { Refusal } from '../call/refusal.ts'

/**
 * What the desk and its server say to each other: `POST /api/<action>`, JSON in and out. The header `X-Runa-Operator`
 * may say for whom the page takes itself.
 * Times are ISO 8601 in UTC, durations seconds, telephone numbers E.164.
 */
export interface DeskActions {
  'session/login': {
    /**
     * `json`: what no form and no address can say, so that nobody is signed in as another by a link. `device`: what the last
     * sign-in of this operator from this browser was answered, if there was one.
     */
    request: { json: true; operatorId: string; password: string; device?: string }
    response: { operator: SignedInOperator; device: string }
  }
  'session/logout': { request: Nothing; response: Nothing }
  'session/current': { request: Nothing; response: { operator: SignedInOperator } }
  'session/change-password': { request: { password: string; newPassword: string }; response: Nothing }
  'voice-token': { request: Nothing; response: VoiceToken }

  /** `deleted`: those too who are no more, as the audit log still names them. */
  'operators/list': { request: { deleted?: boolean }; response: { operators: Operator[] } }
  'operators/create': { request: NewOperator; response: { operator: Operator; password: string } }
  'operators/update': { request: OperatorChange; response: { operator: Operator } }
  'operators/delete': { request: { operatorId: string; version: number }; response: Nothing }
  'operators/reset-password': {
    request: { operatorId: string; version: number }
    response: { password: string }
  }
  'colleagues/list': { request: Nothing; response: { colleagues: Colleague[] } }

  'queues/list': { request: { check?: boolean }; response: { queues: Queue[] } }
  'queues/create': { request: QueueSettings; response: { queue: Queue } }
  'queues/update': { request: QueueSettings & { version: number }; response: { queue: Queue } }
  'queues/delete': { request: { queueId: string; version: number }; response: Nothing }

  'customers/search': {
    request: { term: string; after?: string }
    response: { customers: CustomerSummary[]; next?: string }
  }
  'customers/show': {
    request: { customerId: number }
    response: { customer: Customer; timeline: TimelineEntry[] }
  }
  /** `registrationId`: 26 characters made by the page; the same again is answered with the same customer. */
  'customers/create': {
    request: CustomerDetails & { registrationId?: string }
    response: { customer: Customer }
  }
  'customers/update': {
    request: CustomerDetails & { customerId: number; version: number }
    response: { customer: Customer }
  }
  /** `withHistory`: what was written about them goes too, and who they were is blanked in the log. */
  'customers/delete': {
    request: { customerId: number; version: number; withHistory?: boolean }
    response: Nothing
  }
  'customers/for-call': { request: Nothing; response: CallInHand }
  'contacts/save': { request: ContactDraft; response: { contact: Contact } }
  'calls/recent': { request: Nothing; response: { calls: RecentCall[] } }

  'wallboard/current': { request: Nothing; response: Board }
  'wallboard/board': { request: { token: string }; response: Board }
  'wallboard-links/list': { request: Nothing; response: { links: WallboardLink[] } }
  'wallboard-links/create': { request: NewWallboardLink; response: { link: WallboardLink; token: string } }
  'wallboard-links/revoke': { request: { linkId: number }; response: Nothing }
  'audit/list': { request: AuditFilter; response: { entries: AuditEntry[]; next?: string } }
}

export type DeskAction = keyof DeskActions
export type Nothing = Record<string, never>

/** The body of every refusal. `fields` names what the schema did not accept: field path to code. */
export interface DeskError {
  error: { code: ErrorCode; fields?: Record<string, string> }
}

/** `fields` codes: required, too-short, too-long, too-small, too-large, malformed, taken, common, unknown, stage-prefix; of change-password also wrong, same, personal. */
export type ErrorCode =
  | 'invalid' // 400
  | 'wrong-credentials' // 401, sign-in only: one answer for every failure
  | 'password-over' // 403, sign-in only: the password that was given has ended unchanged
  | 'no-session' // 401
  | 'password-must-change' // 403: only change-password, current and logout are open
  | 'level' // 403
  | 'own-account' // 403: nobody deletes, disables or raises themselves
  | 'last-admin' // 403
  | 'link-refused' // 403: wallboard link unknown, expired or revoked
  | 'not-found' // 404
  | 'changed-meanwhile' // 409
  | 'other-operator' // 409: the session is another's than the page believes
  | 'taken' // 409: the id or client name was used before
  | 'queue-in-use' // 409: operators belong to it
  | 'queue-not-empty' // 409: callers wait in it
  | 'too-many' // 429
  | 'too-many-customers' // 429: more were opened or found in this hour than anybody's work takes
  | 'twilio-away' // 502
  | 'database-away' // 503
  | 'internal' // 500

export type Level = 'admin' | 'supervisor' | 'operator'

export interface SignedInOperator {
  operatorId: string
  lastName: string
  firstName: string
  clientName: string
  level: Level
  mustChangePassword: boolean
  queues: OwnQueue[]
  /** Of the centre, as `Intl` names it: its days and times are what people see. */
  timeZone: string
  /** Every queue's name, by its id. */
  queueNames: Record<string, string>
  /** What the centre calls: `+81` and so on. */
  dialAllowedPrefixes: string[]
}

/** A queue as the softphone needs it. */
export interface OwnQueue {
  queueId: string
  queueName: string
  wrapUpSeconds: number
}

export interface VoiceToken {
  token: string
  identity: string
  /** Shown to our server with each call, as the parameter `Ticket`. */
  ticket: string
  edges: string[]
  expiresAt: string
}

export interface Operator {
  operatorId: string
  lastName: string
  firstName: string
  clientName: string
  telnum: string | null
  level: Level
  queueIds: string[]
  disabled: boolean
  mustChangePassword: boolean
  version: number
  createdAt: string
  updatedAt: string
}

export interface NewOperator {
  operatorId: string
  lastName: string
  firstName: string
  clientName: string
  telnum?: string | null
  level: Level
  queueIds: string[]
}

/** operatorId and clientName never change. */
export interface OperatorChange {
  operatorId: string
  version: number
  lastName: string
  firstName: string
  telnum?: string | null
  level: Level
  queueIds: string[]
  disabled: boolean
}

export interface Colleague {
  operatorId: string
  lastName: string
  firstName: string
  clientName: string
}

export interface QueueSettings {
  queueId: string
  queueName: string
  maxSize: number
  actionUrl?: string | null
  waitUrl?: string | null
  guidanceUrl?: string | null
  wrapUpSeconds: number
  serviceLevelSeconds: number
  shortAbandonSeconds: number
  thresholds: Thresholds
}

/** From these values on, the board shows caution or critical. For the service level: below them. */
export interface Thresholds {
  waitingCaution: number
  waitingCritical: number
  longestWaitCautionSeconds: number
  longestWaitCriticalSeconds: number
  serviceLevelCautionPercent: number
  serviceLevelCriticalPercent: number
}

export interface Queue extends QueueSettings {
  twilioQueueSid: string | null
  operatorCount: number
  version: number
  createdAt: string
  updatedAt: string
  /** Only when asked with `check`: does Twilio's queue still agree with ours? */
  twilio?: 'agrees' | 'missing' | 'renamed' | 'resized' | 'unknown'
}

export interface CustomerDetails {
  lastName: string
  firstName?: string
  lastNameKana?: string
  firstNameKana?: string
  /** In any usual Japanese or international writing; stored as E.164. */
  numbers: string[]
}

export interface CustomerSummary {
  customerId: number
  lastName: string
  firstName: string
  lastNameKana: string
  firstNameKana: string
  numbers: string[]
}

export interface Customer extends CustomerSummary {
  version: number
  createdAt: string
  updatedAt: string
}

export type Outcome = 'none' | 'resolved' | 'call-back' | 'forwarded' | 'no-answer' | 'complaint' | 'other'

export interface Contact {
  contactId: string
  customerId: number | null
  operatorId: string
  operatorName: string
  callSid: string | null
  number: string | null
  queueId: string | null
  outcome: Outcome
  note: string
  /** The note goes on: this is its beginning. */
  cut?: true
  contactedAt: string
  version: number
}

/** A contact, or a call of one of the customer's numbers that left none. Newest first. */
export type TimelineEntry =
  | ({ kind: 'contact' } & Contact)
  | {
      kind: 'call'
      callSid: string
      number: string
      queueId: string | null
      at: string
      waitSeconds: number | null
      talkSeconds: number | null
      operatorName: string | null
      direction: 'inbound' | 'outbound' | 'colleague'
      result: CallResult
      stage: 'menu' | 'waiting' | 'connecting' | null
    }

/** How a call went, as it is stored; `unsettled` is one of before there were verdicts, whose turn has not come. */
export type CallResult =
  | 'answered'
  | 'abandoned'
  | 'left'
  | 'refused'
  | 'information'
  | 'error'
  | 'unknown'
  | 'open'
  | 'busy'
  | 'no-answer'
  | 'failed'
  | 'canceled'
  | 'unsettled'

/** contactId: 26 characters made by the desk; saving it again overwrites it. */
export interface ContactDraft {
  contactId: string
  /** Counts the page's changes of it: what arrives after a later one changes nothing. */
  edit?: number
  customerId?: number | null
  callSid?: string | null
  number?: string | null
  queueId?: string | null
  outcome: Outcome
  note: string
}

/** The session operator's own live call, or `call: null` when there is none. */
export interface CallInHand {
  call: {
    /** The operator's leg. */
    operatorCallSid: string
    /** The customer's leg, where it is known. */
    callSid: string | null
    direction: 'inbound' | 'outbound' | 'colleague'
    /** E.164; null when withheld, or no number. */
    number: string | null
    /** Who an address that is no number names: the `reception` of sip:reception@example.com. */
    address: string | null
    queueId: string | null
    waitSeconds: number | null
    startedAt: string
    answeredAt: string | null
  } | null
  customers: KnownCaller[]
  /** Written in this call or about its number, and of no customer yet. Newest first, long ones cut. */
  notes: Contact[]
  /** The leg on which this operator waits for callers now, from whichever browser. */
  waitingCallSid: string | null
  /** The last minute's call of this operator that was not put through. */
  refused: { callSid: string; reason: Refusal } | null
}

/** Somebody who has the number of the call in hand. */
export interface KnownCaller {
  customer: Customer
  /** Long notes are cut. Null where too many share the number: `customers/show` has it. */
  timeline: TimelineEntry[] | null
  lastContactAt: string | null
}

export interface RecentCall {
  callSid: string
  direction: 'inbound' | 'outbound' | 'colleague'
  number: string | null
  /** As of a call in hand. */
  address: string | null
  /** Whom a colleague's call was with; null where nobody has told. */
  colleague: { operatorId: string; lastName: string; firstName: string } | null
  /** Whether the other end called. */
  incoming: boolean
  customerId: number | null
  customerName: string | null
  queueId: string | null
  at: string
  talkSeconds: number | null
  result: 'answered' | 'no-answer' | 'busy' | 'failed' | 'canceled'
}

export interface Board {
  /** When Twilio was last asked. */
  refreshedAt: string
  /** The server's time now, so that screens with a wrong clock tell the right age. */
  now: string
  /** In which today began. */
  timeZone: string
  queues: BoardQueue[]
}

export interface BoardQueue {
  queueId: string
  queueName: string
  waiting: number
  maxSize: number
  /** When the longest waiting caller came; the browser lets the wait tick. */
  longestWaitSince: string | null
  /** Mean wait of those waiting now. */
  averageWaitSeconds: number
  operatorsWaiting: number
  operatorsTalking: number
  /** Whose end may have been lost: neither waiting nor talking until Twilio says. */
  operatorsDoubtful: number
  today: {
    offered: number
    answered: number
    abandoned: number
    shortAbandoned: number
    /** SL-2: answered within the target / (offered − short abandoned); null without calls. */
    serviceLevelPercent: number | null
    serviceLevelSeconds: number
  }
  thresholds: Thresholds
  /** Our open visits and Twilio's size have differed for 60 s. */
  disagrees: boolean
}

export interface WallboardLink {
  linkId: number
  name: string
  queueIds: string[]
  expiresAt: string
  revokedAt: string | null
  createdBy: string
  createdAt: string
}

export interface NewWallboardLink {
  name: string
  queueIds: string[]
  /** 1 to 366. */
  days: number
}

/** What the audit log knows: changes by their action, and what was refused at the door and on the line, and the first administrator. */
export type AuditedAction =
  | `session/${'login' | 'logout' | 'refused' | 'change-password'}`
  | `operators/${'create' | 'update' | 'delete' | 'reset-password'}`
  | `queues/${'create' | 'update' | 'delete'}`
  | `customers/${'create' | 'update' | 'delete' | 'refused'}`
  | 'contacts/save'
  | `wallboard-links/${'create' | 'revoke'}`
  | 'call.refused'
  | 'seed/admin'

/** `from` and `to` are times, the last not included, or days of the centre (2026-11-24), both included. */
export interface AuditFilter {
  operatorId?: string
  action?: string
  subject?: string
  from?: string
  to?: string
  after?: string
}

export interface AuditEntry {
  id: number
  at: string
  operatorId: string | null
  operatorName: string | null
  action: string
  subject: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}
