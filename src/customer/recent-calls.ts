import type { Db } from '../db/db.ts'
import type { RecentCall } from '../http/desk-actions.ts'
import { toKnownNumber } from '../known-number.ts'
import { secondsBetween } from './timeline.ts'

const mostCalls = 30

/** The operator's last calls, newest first. Waits that no caller ended are none. */
export async function listRecentCalls(db: Db, operatorId: string): Promise<RecentCall[]> {
  const rows = await listLegs(db, operatorId)
  const customers = await listNames(
    db,
    rows.flatMap(({ number }) => number ?? []),
  )
  return rows.map((row) => {
    const direction = row.queueId === null ? directionOf(row.destination) : 'inbound'
    const customer = customers.get(row.number ?? '')
    return {
      callSid: row.callSid,
      direction,
      number: direction === 'colleague' ? null : toKnownNumber(row.number),
      colleague: direction === 'colleague' ? colleagueOf(row.destination, operatorId) : null,
      customerId: customer?.id ?? null,
      customerName: customer?.name ?? null,
      queueId: row.queueId,
      at: row.started_at.toISOString(),
      talkSeconds: secondsBetween(row.answered_at, row.ended_at),
      result: resultOf(row),
    }
  })
}

/** `operator:` is a colleague; a leg whose beginning was lost has no destination and was a queue's. */
export function directionOf(destination: string | null): RecentCall['direction'] {
  if (destination === null || destination.startsWith('queue:')) return 'inbound'
  return destination.startsWith('operator:') ? 'colleague' : 'outbound'
}

/** Of a call that came from a colleague only the operator's own id is known. */
function colleagueOf(destination: string | null, operatorId: string): string | null {
  const id = destination?.slice('operator:'.length) ?? ''
  return id === operatorId || id === '' ? null : id
}

function listLegs(db: Db, operatorId: string) {
  return db
    .selectFrom('operator_call as leg')
    .leftJoin('queue_data as answer', 'answer.DequeingCallSid', 'leg.CallSid')
    .where('leg.operator_id', '=', operatorId)
    .where((row) => row.or([row('leg.destination', 'not like', 'queue:%'), row('answer.id', 'is not', null)]))
    .orderBy('leg.started_at', 'desc')
    .limit(mostCalls)
    .select((row) => [
      row.fn.coalesce('answer.CallSid', 'leg.CallSid').as('callSid'),
      row.fn.coalesce('answer.From', 'leg.number').as('number'),
      row.fn.coalesce('answer.answered_at', 'leg.started_at').as('started_at'),
      row.fn.coalesce('answer.answered_at', 'leg.answered_at').as('answered_at'),
      'answer.queue_id as queueId',
      'answer.bridged',
      'leg.destination',
      'leg.ended_at',
      'leg.status',
    ])
    .execute()
}

async function listNames(db: Db, numbers: string[]): Promise<Map<string, { id: number; name: string }>> {
  if (numbers.length === 0) return new Map()
  const rows = await db
    .selectFrom('customer_number')
    .innerJoin('customer', 'customer.customer_id', 'customer_number.customer_id')
    .where('number', 'in', numbers)
    .select(['number', 'customer.customer_id', 'last_name', 'first_name'])
    .orderBy('customer.customer_id', 'desc')
    .execute()
  return new Map(
    rows.map((row) => [
      row.number,
      { id: row.customer_id, name: `${row.last_name} ${row.first_name}`.trim() },
    ]),
  )
}

function resultOf(row: {
  bridged: number | null
  answered_at: Date | null
  ended_at: Date | null
  status: string | null
}): RecentCall['result'] {
  // `bridged` is written when the two part; a caller who was lost before they were joined leaves it unwritten.
  if (row.bridged !== null) return row.bridged === 1 || row.ended_at === null ? 'answered' : 'canceled'
  if (row.answered_at) return 'answered'
  const { status } = row
  if (status === 'busy' || status === 'failed' || status === 'canceled') return status
  return 'no-answer'
}
