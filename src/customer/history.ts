import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../db/db.ts'
import type { CallResult, Contact, Outcome, TimelineEntry } from '../http/desk-actions.ts'

export type PastCall = Extract<TimelineEntry, { kind: 'call' }>

/** What was written and what was called, newest first. */
export interface History {
  contacts: Contact[]
  calls: PastCall[]
}

interface Wanted {
  customerIds: readonly number[]
  /** Their calls, and what was written about those and about the numbers themselves while they were nobody's. */
  numbers: readonly string[]
  /** What was written in this call while the caller was nobody. */
  callSid?: string | null
  /** As many of each: of a customer's notes, of a number's, of a number's calls. */
  most: number
  /** Where not all of a note is wanted. */
  letters?: number
}

/** All of it in one statement, however many customers and numbers there are. */
export async function readHistory(db: Db, wanted: Wanted): Promise<History> {
  const parts = partsOf(wanted)
  if (parts.length === 0) return { contacts: [], calls: [] }
  const { rows } = await sql<Row>`
    select entry.*, operator.last_name, operator.first_name
    from (${sql.join(parts, sql` union all `)}) as entry
    left join operator on operator.operator_id = entry.operator_id
    order by entry.at desc`.execute(db)
  const contacts = rows.filter(({ contact_id }) => contact_id !== null).map(toContact)
  return {
    contacts: [...new Map(contacts.map((contact) => [contact.contactId, contact])).values()],
    calls: rows.filter(({ contact_id }) => contact_id === null).map(toCall),
  }
}

function partsOf({ customerIds, numbers, callSid, most, letters }: Wanted): RawBuilder<unknown>[] {
  const limit = sql`limit ${most}`
  const newestNotes = (where: RawBuilder<unknown>) =>
    sql`(select ${noteColumns(letters)} from contact where ${where} order by contacted_at desc ${limit})`
  const unclaimed = sql`contact.customer_id is null`
  return [
    ...customerIds.map((id) => newestNotes(sql`customer_id = ${id}`)),
    ...numbers.flatMap((number) => [
      newestNotes(sql`number = ${number} and ${unclaimed}`),
      // Of each number by itself: all calls of several numbers would have to be sorted to find the newest.
      sql`(select ${callColumns} from call_data where number = ${number} order by began_at desc ${limit})`,
      sql`(select ${noteColumns(letters)} from (
        select CallSid from call_data where number = ${number} order by began_at desc ${limit}) as newest
        join contact on contact.CallSid = newest.CallSid where ${unclaimed} ${limit})`,
    ]),
    ...(callSid ? [newestNotes(sql`CallSid = ${callSid} and ${unclaimed}`)] : []),
  ]
}

const noteColumns = (letters?: number) => sql`
  contact.contact_id, contact.customer_id, contact.operator_id, contact.CallSid, contact.number, contact.queue_id,
  contact.contacted_at as at, contact.outcome as result, contact.version,
  ${letters === undefined ? sql`contact.note` : sql`left(contact.note, ${letters})`} as note,
  ${letters === undefined ? sql`0` : sql`char_length(contact.note) > ${letters}`} as is_cut,
  null as direction, null as stage, null as waited_ms, null as talked_ms`

const callColumns = sql`
  null as contact_id, null as customer_id, operator_id, CallSid, number, queue_id, began_at as at, result,
  null as version, null as note, 0 as is_cut, direction, stage, waited_ms, talked_ms`

interface Row {
  contact_id: string | null
  /** MariaDB makes a decimal of a union with null. */
  customer_id: number | string | null
  operator_id: string | null
  CallSid: string | null
  number: string | null
  queue_id: string | null
  at: Date
  result: string | null
  version: number | string | null
  note: string | null
  is_cut: number | string
  direction: PastCall['direction'] | null
  stage: PastCall['stage']
  waited_ms: number | string | null
  talked_ms: number | string | null
  last_name: string | null
  first_name: string | null
}

function toContact(row: Row): Contact {
  return {
    contactId: row.contact_id!,
    customerId: row.customer_id === null ? null : Number(row.customer_id),
    operatorId: row.operator_id!,
    operatorName: `${row.last_name} ${row.first_name}`,
    callSid: row.CallSid,
    number: row.number,
    queueId: row.queue_id,
    outcome: row.result as Outcome,
    note: row.note!,
    ...(Number(row.is_cut) ? { cut: true } : {}),
    contactedAt: row.at.toISOString(),
    version: Number(row.version),
  }
}

function toCall(row: Row): PastCall {
  return {
    kind: 'call',
    callSid: row.CallSid!,
    direction: row.direction!,
    number: row.number ?? '',
    queueId: row.queue_id,
    at: row.at.toISOString(),
    waitSeconds: wholeSeconds(row.waited_ms),
    talkSeconds: wholeSeconds(row.talked_ms),
    operatorName: row.last_name === null ? null : `${row.last_name} ${row.first_name}`,
    result: (row.result ?? 'unsettled') as CallResult,
    stage: row.stage,
  }
}

const wholeSeconds = (milliseconds: number | string | null) =>
  milliseconds === null ? null : Math.round(Number(milliseconds) / 1000)
