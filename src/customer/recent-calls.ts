import type { Db } from '../db/db.ts'
import type { CallResult, VisitResult } from '../db/schema.ts'
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

/** A leg that waited is told by the callers it was given; another by the call that it dialled, or was dialled by. */
function listLegs(db: Db, operatorId: string) {
  return db
    .selectFrom('operator_call as leg')
    .leftJoin('queue_data as answer', 'answer.DequeingCallSid', 'leg.CallSid')
    .leftJoin('enqueue_data as visit', 'visit.visit_id', 'answer.visit_id')
    .leftJoin('call_data as dialled', (join) =>
      join.on((row) => row('dialled.CallSid', '=', row.fn.coalesce('leg.parent_call_sid', 'leg.CallSid'))),
    )
    .where('leg.operator_id', '=', operatorId)
    .where('leg.refusal', 'is', null)
    .where((row) => row.or([row('leg.destination', 'not like', 'queue:%'), row('answer.id', 'is not', null)]))
    .orderBy('leg.started_at', 'desc')
    .limit(mostCalls)
    .select((row) => [
      row.fn.coalesce('answer.CallSid', 'leg.CallSid').as('callSid'),
      row.fn.coalesce('visit.number', 'answer.From', 'leg.number').as('number'),
      row.fn.coalesce('answer.answered_at', 'leg.started_at').as('started_at'),
      row.fn.coalesce('answer.answered_at', 'leg.answered_at').as('answered_at'),
      row.fn.coalesce('answer.ended_at', 'leg.ended_at').as('ended_at'),
      'answer.id as answerId',
      'answer.queue_id as queueId',
      'visit.result as visitResult',
      'dialled.result as dialledResult',
      'leg.destination',
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

/** Of a caller who was given to this operator: answered, unless lost before the two were joined. */
function resultOf(row: {
  answerId: number | null
  visitResult: VisitResult | null
  dialledResult: CallResult | null
}): RecentCall['result'] {
  if (row.answerId !== null) return isServed(row.visitResult) ? 'answered' : 'canceled'
  switch (row.dialledResult) {
    case 'answered':
    case 'busy':
    case 'no-answer':
    case 'failed':
    case 'canceled':
      return row.dialledResult
    default:
      return 'no-answer'
  }
}

/** While they talk the verdict is open, and before there were verdicts there is none. */
const isServed = (result: VisitResult | null) => result === null || result === 'answered' || result === 'open'
