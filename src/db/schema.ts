import type { ColumnType, Generated, JSONColumnType } from 'kysely'

/** The tables, column by column, as `migrations/` makes them. Times are UTC with milliseconds. */
export interface Database {
  call_data: CallDataTable
  enqueue_data: EnqueueDataTable
  queue_data: QueueDataTable
  statuscallback_data: StatusCallbackDataTable
  operator_call: OperatorCallTable
  /** Views, see `views/`. */
  live_leg: OperatorCallTable
  waiting_leg: OperatorCallTable
  waiting_visit: EnqueueDataTable
  queue: QueueTable
  operator: OperatorTable
  operator_queue: { operator_id: string; queue_id: string }
  session: SessionTable
  sign_in_attempt: { id: Generated<number>; attempted_at: Date; known: Generated<number> }
  audit_log: AuditLogTable
  customer: CustomerTable
  customer_number: CustomerNumberTable
  customer_seen: CustomerSeenTable
  contact: ContactTable
  contact_revision: ContactRevisionTable
  wallboard_snapshot: WallboardSnapshotTable
  wallboard_link: WallboardLinkTable
}

/** Twilio's parameters that every call row keeps under Twilio's own names. */
interface CallColumns {
  CallSid: string
  From: string | null
  To: string | null
  CallStatus: string | null
  ApiVersion: string | null
  Direction: string | null
  ForwardedFrom: string | null
  CallerName: string | null
}

interface Stamps {
  created_at: Date
  updated_at: Date
}

/** How a caller's call ended, or that it goes on; null in a row of before the verdict, not settled yet. */
export type CallResult =
  'answered' | 'abandoned' | 'left' | 'refused' | 'information' | 'error' | 'unknown' | 'open' | DialledResult

type DialledResult = 'busy' | 'no-answer' | 'failed' | 'canceled'

/** A visit may also have been put back in line, which is another visit. */
export type VisitResult = Exclude<CallResult, 'information' | DialledResult> | 'returned'

/** A caller's call, or one that an operator dialled. */
export interface CallDataTable extends Stamps {
  /** Of the caller's leg, or of the softphone's that dialled. */
  CallSid: string
  direction: 'inbound' | 'outbound' | 'colleague'
  /** E.164; null for a colleague, where it was withheld, and for whatever is no number. */
  number: string | null
  withheld: number
  entrance_id: number | null
  began_at: Date
  ended_at: Date | null
  queue_id: string | null
  operator_id: string | null
  result: CallResult | null
  /** Where an open call is, or an abandoned one was given up. */
  stage: 'menu' | 'waiting' | 'connecting' | null
  left_for: 'other' | null
  waited_ms: number | null
  talked_ms: number | null
  held_ms: number | null
  ended_by: 'operator' | 'caller' | 'system' | null
  visits: Generated<number>
  /** A fact: the menu's own end that the call came to. */
  last_step: 'information' | null
}

/** A visit: one stay of one caller in one queue. */
export interface EnqueueDataTable extends CallColumns, Stamps {
  visit_id: string
  QueueResult: string | null
  QueueSid: string | null
  QueueTime: number | null
  queue_id: string | null
  entered_at: Date
  connecting_at: Date | null
  left_at: Date | null
  operator_id: string | null
  previous_visit_id: string | null
  closed_by: 'queue-left' | 'call-status' | 'return' | null
  number: string | null
  cause: 'entry' | 'return' | null
  /** A fact: when it began by its own webhooks alone; null in a row of before there was this column. */
  entered_told_at: Date | null
  /** 1: told only when a talk was over, so that `entered_told_at` is a latest moment. */
  entered_late: Generated<number>
  result: VisitResult | null
  stage: 'waiting' | 'connecting' | null
  left_for: 'other' | null
  /** From when the caller counts as waiting: earlier than `entered_at` for who was put back. */
  waiting_since: Date | null
  waited_ms: number | null
  /** The queue's targets when the visit began. */
  service_level_seconds: number | null
  short_abandon_seconds: number | null
}

/** An answer: a caller given to an operator. */
export interface QueueDataTable extends CallColumns, Stamps {
  id: Generated<number>
  QueueSid: string | null
  QueueTime: number | null
  DequeingCallSid: string
  visit_id: string | null
  operator_id: string | null
  queue_id: string | null
  answered_at: Date
  bridged: ColumnType<number, number | undefined, number>
  /** Facts, from the end of the operator's dial; `inferred`: nothing else told of this answer. */
  inferred: Generated<number>
  dial_bridged: number | null
  dial_ended_at: Date | null
  /** Seconds that the two talked. */
  DialCallDuration: number | null
  joined_at: Date | null
  ended_at: Date | null
  ended_by: 'operator' | 'caller' | null
}

/** A finished leg. */
export interface StatusCallbackDataTable extends CallColumns, Stamps {
  ParentCallSid: string | null
  CallDuration: number | null
  RecordingUrl: string | null
  RecordingSid: string | null
  RecordingDuration: number | null
  leg: 'caller' | 'operator' | 'outbound' | 'colleague'
  operator_id: string | null
  ended_at: Date
}

/** A leg that a softphone made or took. */
export interface OperatorCallTable extends Stamps {
  CallSid: string
  operator_id: string
  destination: string | null
  number: string | null
  started_at: Date
  answered_at: Date | null
  ended_at: Date | null
  status: string | null
  /** Why it was not put through. */
  refusal: string | null
  /** Of the leg that dialled this one. */
  parent_call_sid: string | null
  /** 1: `ended_at` is not from its own end. */
  presumed_over: Generated<number>
  /** Twilio did not name it among those that live, and could not be asked what became of it. */
  doubtful_at: Date | null
  /** 1 for a leg that is no call: that waits for callers, or was refused. Computed. */
  is_wait: ColumnType<number, never, never>
}

export interface QueueTable extends Stamps {
  queue_id: string
  queue_name: string
  max_size: number
  action_url: string | null
  wait_url: string | null
  guidance_url: string | null
  twilio_queue_id: string | null
  wrap_up_seconds: Generated<number>
  service_level_seconds: Generated<number>
  short_abandon_seconds: Generated<number>
  waiting_caution: Generated<number>
  waiting_critical: Generated<number>
  longest_wait_caution_seconds: Generated<number>
  longest_wait_critical_seconds: Generated<number>
  service_level_caution_percent: Generated<number>
  service_level_critical_percent: Generated<number>
  version: Generated<number>
}

export interface OperatorTable extends Stamps {
  operator_id: string
  password: string
  last_name: string
  first_name: string
  client_name: string
  telnum: string | null
  /** 1 SystemAdmin, 2 Supervisor, 3 Operator. */
  operator_level_id: number
  must_change_password: Generated<number>
  /** Of the password that was given, by `hashed`; null once it has been changed. */
  given_password: Generated<string | null>
  /** When it ends; null in a row of before they did. */
  given_until: Generated<Date | null>
  /** Counts resets: what a browser was given before is known no more. */
  device_epoch: Generated<number>
  disabled_at: Date | null
  deleted_at: Date | null
  /** Two counts, see `src/session/sign-in-delay.ts`: of any browser, and of those that signed in within a day. */
  failed_sign_ins: Generated<number>
  sign_in_after: Date | null
  known_failed_sign_ins: Generated<number>
  known_sign_in_after: Date | null
  version: Generated<number>
}

export interface SessionTable {
  session_id: string
  operator_id: string
  expires_at: Date
  ended_at: Date | null
  created_at: Date
}

type Json = ColumnType<Record<string, unknown> | null, string | null, string | null>

export interface AuditLogTable {
  id: Generated<number>
  at: Date
  operator_id: string | null
  action: string
  subject: string | null
  before_value: Json
  after_value: Json
}

export interface CustomerTable extends Stamps {
  customer_id: Generated<number>
  last_name: string
  first_name: string
  last_name_kana: string
  first_name_kana: string
  search_name: string
  search_kana: string
  /** Made by the page on which the customer was registered. */
  registration_id: ColumnType<string | null, string | null | undefined, never>
  version: Generated<number>
}

export interface CustomerNumberTable {
  customer_id: number
  number: string
  search_number: string
  last_four: string
  /** Numbers keep the order they were written in. */
  position: Generated<number>
}

/** A customer whom an operator was shown in an hour of the clock. */
export interface CustomerSeenTable {
  operator_id: string
  hour: Date
  customer_id: number
  found: Generated<number>
  opened: Generated<number>
}

export interface ContactTable extends Stamps {
  contact_id: string
  customer_id: number | null
  operator_id: string
  CallSid: string | null
  number: string | null
  queue_id: string | null
  outcome: string
  note: string
  /** How often its writer's page had changed it. */
  edit: Generated<number>
  contacted_at: Date
  version: Generated<number>
}

/** What a note said before it was changed. */
export interface ContactRevisionTable {
  contact_id: string
  version: number
  outcome: string
  note: string
  replaced_at: Date
}

export interface WallboardSnapshotTable {
  id: number
  refreshed_at: Date
  refreshing_until: Date
  board: Json
  /** When Twilio was last asked which calls live. */
  ends_sought_at: Date | null
}

export interface WallboardLinkTable {
  link_id: Generated<number>
  name: string
  token_hash: string
  queue_ids: JSONColumnType<string[]>
  expires_at: Date
  revoked_at: Date | null
  created_by: string
  created_at: Date
}
