import type { Db } from '../db/db.ts'
import type { Refusal } from '../call/refusal.ts'
import type { CallInHand } from '../http/desk-actions.ts'
import { listCustomerIdsByNumber, listCustomers } from './customer-queries.ts'
import { toKnownNumber } from '../known-number.ts'
import { directionOf } from './recent-calls.ts'
import { listTimeline } from './timeline.ts'

/** People who share one number, as a whole house may. */
const mostCustomers = 100

/** How much of each one’s history is read while somebody is talking. */
const mostEntries = 30

/** Twilio ends every leg after 4 h: a row that is still open after that has lost its end. */
const longestLegMs = 4.5 * 3600_000

/** What the operator is talking about right now, found from the operator's own leg alone. */
export async function findCallInHand(db: Db, operatorId: string, now: Date): Promise<CallInHand> {
  const call = await findCall(db, operatorId, now)
  const aside = {
    waitingCallSid: call ? null : await findWaitingLeg(db, operatorId, now),
    refused: await findRefused(db, operatorId, now),
  }
  if (!call?.number) return { call: call ?? null, customers: [], ...aside }
  const ids = await listCustomerIdsByNumber(db, call.number, mostCustomers)
  const customers: CallInHand['customers'] = []
  for (const customer of await listCustomers(db, ids)) {
    const timeline = await listTimeline(db, customer)
    customers.push({ customer, timeline: timeline.slice(0, mostEntries) })
  }
  return { call, customers, ...aside }
}

async function findCall(db: Db, operatorId: string, now: Date): Promise<CallInHand['call'] | undefined> {
  const leg = await findLiveLeg(db, operatorId, now)
  if (!leg) return undefined
  const answer = await findAnswer(db, leg.CallSid)
  const direction = answer ? 'inbound' : directionOf(leg.destination)
  return {
    operatorCallSid: leg.CallSid,
    callSid: answer?.CallSid ?? null,
    direction,
    number: toKnownNumber(answer ? answer.From : direction === 'outbound' ? leg.number : null),
    queueId: answer?.queue_id ?? null,
    waitSeconds: answer?.QueueTime ?? null,
    startedAt: leg.started_at.toISOString(),
    answeredAt: (answer?.answered_at ?? leg.answered_at)?.toISOString() ?? null,
  }
}

/** Not one that waits in a queue: nobody is on it but the operator. */
function findLiveLeg(db: Db, operatorId: string, now: Date) {
  return (
    db
      .selectFrom('operator_call')
      .select(['CallSid', 'destination', 'number', 'started_at', 'answered_at'])
      .where('operator_id', '=', operatorId)
      .where('ended_at', 'is', null)
      .where('started_at', '>', new Date(now.getTime() - longestLegMs))
      .where((leg) => leg.or([leg('destination', 'not like', 'queue:%'), leg('answered_at', 'is not', null)]))
      // Whoever is on the line comes before a colleague who only rings.
      .orderBy((leg) => leg('answered_at', 'is', null))
      .orderBy('started_at', 'desc')
      .limit(1)
      .executeTakeFirst()
  )
}

async function findWaitingLeg(db: Db, operatorId: string, now: Date): Promise<string | null> {
  const leg = await db
    .selectFrom('operator_call')
    .select('CallSid')
    .where('operator_id', '=', operatorId)
    .where('ended_at', 'is', null)
    .where('answered_at', 'is', null)
    .where('destination', 'like', 'queue:%')
    .where('started_at', '>', new Date(now.getTime() - longestLegMs))
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return leg?.CallSid ?? null
}

/** As `operator-dial` wrote it into the audit log. */
async function findRefused(db: Db, operatorId: string, now: Date): Promise<CallInHand['refused']> {
  const entry = await db
    .selectFrom('audit_log')
    .select('after_value')
    .where('operator_id', '=', operatorId)
    .where('action', '=', 'call.refused')
    .where('at', '>', new Date(now.getTime() - 60_000))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const { CallSid, reason } = entry?.after_value ?? {}
  if (typeof CallSid !== 'string' || typeof reason !== 'string') return null
  return { callSid: CallSid, reason: reason as Refusal }
}

/** The caller who was given to that leg last: one may be lost before the two are joined. */
function findAnswer(db: Db, operatorCallSid: string) {
  return db
    .selectFrom('queue_data')
    .select(['CallSid', 'From', 'queue_id', 'QueueTime', 'answered_at'])
    .where('DequeingCallSid', '=', operatorCallSid)
    .orderBy('answered_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}
