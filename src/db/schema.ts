import type { ColumnType, Generated, JSONColumnType } from 'kysely'

/** The tables, column by column, as `migrations/` makes them. Times are UTC with milliseconds. */
export interface Database {
  enqueue_data: EnqueueDataTable
  queue_data: QueueDataTable
  statuscallback_data: StatusCallbackDataTable
  operator_call: OperatorCallTable
  queue: QueueTable
  operator: OperatorTable
  operator_queue: { operator_id: string; queue_id: string }
  session: SessionTable
  sign_in_attempt: { id: Generated<number>; attempted_at: Date }
  audit_log: AuditLogTable
  customer: CustomerTable
  customer_number: CustomerNumberTable
  contact: ContactTable
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
  closed_by: string | null
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
  /** The CallSid while no visit has claimed the answer; a unique key needs it. */
  unclaimed: string | null
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

export interface ContactTable extends Stamps {
  contact_id: string
  customer_id: number | null
  operator_id: string
  CallSid: string | null
  number: string | null
  queue_id: string | null
  outcome: string
  note: string
  contacted_at: Date
  version: Generated<number>
}

export interface WallboardSnapshotTable {
  id: number
  refreshed_at: Date
  refreshing_until: Date
  board: Json
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
