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
  const ofEach = numbers.map((number) => newestOf(db, number))
  const rows = await db
    .selectFrom(ofEach.reduce((all, one) => all.unionAll(one)).as('calls'))
    .leftJoin('operator', 'operator.operator_id', 'calls.operator_id')
    .orderBy('began_at', 'desc')
    .limit(mostEntries)
    .selectAll('calls')
    .select(['last_name', 'first_name'])
    .execute()
  return rows.map((row) => ({
    kind: 'call',
    callSid: row.CallSid,
    direction: row.direction,
    number: row.number ?? '',
    queueId: row.queue_id,
    at: row.began_at.toISOString(),
    waitSeconds: wholeSeconds(row.waited_ms),
    talkSeconds: wholeSeconds(row.talked_ms),
    operatorName: row.last_name === null ? null : `${row.last_name} ${row.first_name}`,
    result: row.result ?? 'unsettled',
    stage: row.stage,
  }))
}

/** Of each number by itself: all calls of several numbers would have to be sorted to find the newest. */
function newestOf(db: Db, number: string) {
  const newest = db
    .selectFrom('call_data')
    .select(['CallSid', 'direction', 'number', 'queue_id', 'operator_id', 'began_at', 'result', 'stage'])
    .select(['waited_ms', 'talked_ms'])
    .where('number', '=', number)
    .orderBy('began_at', 'desc')
    .limit(mostEntries)
  return db.selectFrom(newest.as('newest')).selectAll()
}

const wholeSeconds = (milliseconds: number | null) =>
  milliseconds === null ? null : Math.round(milliseconds / 1000)

function timeOf(entry: TimelineEntry): string {
  return entry.kind === 'contact' ? entry.contactedAt : entry.at
}

export function secondsBetween(from: Date | null, to: Date | null): number | null {
  return from && to ? Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000)) : null
}
