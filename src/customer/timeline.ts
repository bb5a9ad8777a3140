import type { Db } from '../db/db.ts'
import type { TimelineEntry } from '../http/desk-actions.ts'
import { listContacts } from './contact-queries.ts'

/** As many as anybody reads: the newest. */
const mostEntries = 100

type Call = Extract<TimelineEntry, { kind: 'call' }>

/** What was said to a customer, and the calls with the customer's numbers of which nobody wrote anything. */
export async function listTimeline(
  db: Db,
  { customerId, numbers }: { customerId: number; numbers: readonly string[] },
): Promise<TimelineEntry[]> {
  const contacts = await listContacts(db, customerId, mostEntries)
  const told = new Set(contacts.map(({ callSid }) => callSid))
  const calls = (await listCalls(db, numbers)).filter(({ callSid }) => !told.has(callSid))
  const entries: TimelineEntry[] = [
    ...contacts.map((contact) => ({ kind: 'contact' as const, ...contact })),
    ...calls,
  ]
  return entries.sort((one, other) => timeOf(other).localeCompare(timeOf(one))).slice(0, mostEntries)
}

async function listCalls(db: Db, numbers: readonly string[]): Promise<Call[]> {
  if (numbers.length === 0) return []
  const rows = await db
    .selectFrom('call_data as calls')
    .leftJoin('operator', 'operator.operator_id', 'calls.operator_id')
    .where('calls.number', 'in', numbers)
    .orderBy('calls.began_at', 'desc')
    .limit(mostEntries)
    .select([
      'CallSid as callSid',
      'direction',
      'number',
      'queue_id as queueId',
      'began_at',
      'result',
      'stage',
      'waited_ms',
      'talked_ms',
      'last_name',
      'first_name',
    ])
    .execute()
  return rows.map((row) => ({
    kind: 'call',
    callSid: row.callSid,
    direction: row.direction,
    number: row.number ?? '',
    queueId: row.queueId,
    at: row.began_at.toISOString(),
    waitSeconds: wholeSeconds(row.waited_ms),
    talkSeconds: wholeSeconds(row.talked_ms),
    operatorName: row.last_name === null ? null : `${row.last_name} ${row.first_name}`,
    result: row.result ?? 'unsettled',
    stage: row.stage,
  }))
}

const wholeSeconds = (milliseconds: number | null) =>
  milliseconds === null ? null : Math.round(milliseconds / 1000)

function timeOf(entry: TimelineEntry): string {
  return entry.kind === 'contact' ? entry.contactedAt : entry.at
}

export function secondsBetween(from: Date | null, to: Date | null): number | null {
  return from && to ? Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000)) : null
}
