import { findLegInHand, listWaitingLegs } from '../call/live-legs.ts'
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

/** What the operator is talking about right now, found from the operator's own leg alone. */
export async function findCallInHand(db: Db, operatorId: string, now: Date): Promise<CallInHand> {
  const call = await findCall(db, operatorId)
  const aside = {
    waitingCallSid: call ? null : ((await listWaitingLegs(db, operatorId))[0]?.CallSid ?? null),
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

async function findCall(db: Db, operatorId: string): Promise<CallInHand['call'] | undefined> {
  const leg = await findLegInHand(db, operatorId)
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
