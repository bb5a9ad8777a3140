import { sql } from 'kysely'
import type { Db } from '../db/db.ts'
import type { CallResult, VisitResult } from '../db/schema.ts'
import type { RecentCall } from '../http/desk-actions.ts'
import { addressName, toKnownNumber } from '../known-number.ts'

const mostCalls = 30

/** The operator's last calls, newest first: callers who were given to them, numbers and colleagues that were dialled. */
export async function listRecentCalls(db: Db, operatorId: string): Promise<RecentCall[]> {
  const both = [...(await listAnswers(db, operatorId)), ...(await listDialled(db, operatorId))]
  const calls = both.sort((one, other) => other.at.getTime() - one.at.getTime()).slice(0, mostCalls)
  const customers = await listNames(
    db,
    calls.flatMap(({ number }) => number ?? []),
  )
  return calls.map(({ at, answeredAt, endedAt, ...call }) => {
    const customer = customers.get(call.number ?? '')
    return {
      ...call,
      customerId: customer?.id ?? null,
      customerName: customer?.name ?? null,
      at: at.toISOString(),
      talkSeconds: secondsBetween(answeredAt, endedAt),
    }
  })
}

type Found = Omit<RecentCall, 'customerId' | 'customerName' | 'at' | 'talkSeconds'> & {
  at: Date
  answeredAt: Date | null
  endedAt: Date | null
}

/** `operator:` is a colleague; a leg whose beginning was lost has no destination and was a queue's. */
export function directionOf(destination: string | null): RecentCall['direction'] {
  if (destination === null || destination.startsWith('queue:')) return 'inbound'
  return destination.startsWith('operator:') ? 'colleague' : 'outbound'
}

/** Callers who were given to this operator. */
async function listAnswers(db: Db, operatorId: string): Promise<Found[]> {
  const rows = await db
    .selectFrom('queue_data as answer')
    .leftJoin('enqueue_data as visit', 'visit.visit_id', 'answer.visit_id')
    .where('answer.operator_id', '=', operatorId)
    .where(isOver('visit.result'))
    .orderBy('answer.answered_at', 'desc')
    .limit(mostCalls)
    .select(['answer.CallSid', 'answer.From', 'answer.queue_id', 'answer.answered_at', 'answer.joined_at'])
    .select(['answer.ended_at', 'visit.number', 'visit.result'])
    .execute()
  return rows.map((row) => ({
    callSid: row.CallSid,
    direction: 'inbound',
    number: row.number ?? toKnownNumber(row.From),
    address: addressName(row.From),
    colleague: null,
    incoming: true,
    queueId: row.queue_id,
    at: row.answered_at,
    answeredAt: row.joined_at ?? row.answered_at,
    endedAt: row.ended_at,
    // Whom the verdict does not call served was lost before the two were joined.
    result: isServed(row.result) ? 'answered' : 'canceled',
  }))
}

/**
 * Numbers and colleagues whom this operator dialled, and colleagues who dialled this operator: then the leg is the one that
 * was dialled, and its parent the colleague's.
 */
async function listDialled(db: Db, operatorId: string): Promise<Found[]> {
  const rows = await db
    .selectFrom('operator_call as leg')
    .leftJoin('call_data as dialled', (join) =>
      join.on((row) => row('dialled.CallSid', '=', row.fn.coalesce('leg.parent_call_sid', 'leg.CallSid'))),
    )
    .leftJoin('operator_call as parent', 'parent.CallSid', 'leg.parent_call_sid')
    .leftJoin('operator as colleague', (join) =>
      join.on((row) =>
        row(
          'colleague.operator_id',
          '=',
          row
            .case()
            .when('leg.parent_call_sid', 'is not', null)
            .then(row.ref('parent.operator_id'))
            .else(sql<string>`substr(leg.destination, ${'operator:'.length + 1})`)
            .end(),
        ),
      ),
    )
    .where('leg.operator_id', '=', operatorId)
    .where('leg.is_wait', '=', 0)
    .where(isOver('dialled.result'))
    .orderBy('leg.started_at', 'desc')
    .limit(mostCalls)
    .select(['leg.CallSid', 'leg.destination', 'leg.number', 'leg.started_at', 'leg.answered_at'])
    .select(['leg.ended_at', 'leg.parent_call_sid', 'dialled.result'])
    .select(['colleague.operator_id as colleagueId', 'colleague.last_name', 'colleague.first_name'])
    .execute()
  return rows.map((row) => {
    const direction = directionOf(row.destination)
    return {
      callSid: row.CallSid,
      direction,
      number: direction === 'colleague' ? null : toKnownNumber(row.number),
      address: null,
      colleague: direction === 'colleague' ? colleagueOf(row) : null,
      incoming: row.parent_call_sid !== null,
      queueId: null,
      at: row.started_at,
      answeredAt: row.answered_at,
      endedAt: row.ended_at,
      result: dialledResult(row.result),
    }
  })
}

function colleagueOf({ colleagueId, last_name, first_name }: Record<Colleague, string | null>) {
  return colleagueId === null
    ? null
    : { operatorId: colleagueId, lastName: last_name ?? '', firstName: first_name ?? '' }
}
type Colleague = 'colleagueId' | 'last_name' | 'first_name'

/** What goes on is no history yet; before there were verdicts there is none. */
const isOver = (result: 'visit.result' | 'dialled.result') =>
  sql<boolean>`coalesce(${sql.ref(result)}, '') <> 'open'`

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

function dialledResult(result: CallResult | null): RecentCall['result'] {
  switch (result) {
    case 'answered':
    case 'busy':
    case 'failed':
    case 'canceled':
      return result
    default:
      return 'no-answer'
  }
}

/** Before there were verdicts there is none. */
const isServed = (result: VisitResult | null) => result === null || result === 'answered'

function secondsBetween(from: Date | null, to: Date | null): number | null {
  return from && to ? Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000)) : null
}
