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
  const calls = [...(await listVisits(db, numbers)), ...(await listOutgoing(db, numbers))]
  const entries: TimelineEntry[] = [
    ...contacts.map((contact) => ({ kind: 'contact' as const, ...contact })),
    ...onePerCall(calls).filter(({ callSid }) => !told.has(callSid)),
  ]
  return entries.sort((one, other) => timeOf(other).localeCompare(timeOf(one))).slice(0, mostEntries)
}

async function listVisits(db: Db, numbers: readonly string[]): Promise<Call[]> {
  if (numbers.length === 0) return []
  const rows = await db
    .selectFrom('enqueue_data as visit')
    .leftJoin('queue_data as answer', 'answer.visit_id', 'visit.visit_id')
    .leftJoin('statuscallback_data as leg', 'leg.CallSid', 'answer.DequeingCallSid')
    .leftJoin('operator', 'operator.operator_id', 'answer.operator_id')
    .where('visit.From', 'in', numbers)
    .orderBy('visit.entered_at', 'desc')
    .limit(mostEntries)
    .select([
      'visit.CallSid as callSid',
      'visit.From as number',
      'visit.queue_id as queueId',
      'visit.entered_at',
      'visit.left_at',
      'answer.answered_at',
      'answer.bridged',
      'leg.ended_at',
      'last_name',
      'first_name',
    ])
    .execute()
  return rows.map((row) => {
    const answered = row.bridged === 1
    const waitedUntil = row.answered_at ?? row.left_at
    return {
      kind: 'call',
      callSid: row.callSid,
      number: row.number ?? '',
      queueId: row.queueId,
      at: row.entered_at.toISOString(),
      waitSeconds: secondsBetween(row.entered_at, waitedUntil),
      talkSeconds: answered ? secondsBetween(row.answered_at, row.ended_at) : null,
      operatorName: row.last_name === null ? null : `${row.last_name} ${row.first_name}`,
      result: answered ? 'answered' : row.left_at ? 'abandoned' : 'other',
    }
  })
}

async function listOutgoing(db: Db, numbers: readonly string[]): Promise<Call[]> {
  if (numbers.length === 0) return []
  const rows = await db
    .selectFrom('operator_call as leg')
    .innerJoin('operator', 'operator.operator_id', 'leg.operator_id')
    .where('leg.number', 'in', numbers)
    .where('leg.destination', 'not like', 'queue:%')
    .orderBy('leg.started_at', 'desc')
    .limit(mostEntries)
    .select([
      'CallSid as callSid',
      'number',
      'started_at',
      'answered_at',
      'ended_at',
      'last_name',
      'first_name',
    ])
    .execute()
  return rows.map((row) => ({
    kind: 'call',
    callSid: row.callSid,
    number: row.number ?? '',
    queueId: null,
    at: row.started_at.toISOString(),
    waitSeconds: null,
    talkSeconds: secondsBetween(row.answered_at, row.ended_at),
    operatorName: `${row.last_name} ${row.first_name}`,
    result: 'outgoing',
  }))
}

/** A caller may visit several queues in one call: the answered visit speaks for it, or else the last. */
function onePerCall(calls: Call[]): Call[] {
  const chosen = new Map<string, Call>()
  for (const call of calls) {
    const known = chosen.get(call.callSid)
    if (!known || (call.result === 'answered' && known.result !== 'answered')) chosen.set(call.callSid, call)
  }
  return [...chosen.values()]
}

function timeOf(entry: TimelineEntry): string {
  return entry.kind === 'contact' ? entry.contactedAt : entry.at
}

export function secondsBetween(from: Date | null, to: Date | null): number | null {
  return from && to ? Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000)) : null
}
