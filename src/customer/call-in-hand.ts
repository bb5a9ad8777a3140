import { sql } from 'kysely'
import type { Refusal } from '../call/refusal.ts'
import type { Db } from '../db/db.ts'
import type { CallInHand, Contact, KnownCaller } from '../http/desk-actions.ts'
import { addressName, toKnownNumber } from '../known-number.ts'
import { listCallers, type Caller } from './callers.ts'
import { readHistory, type History } from './history.ts'
import { directionOf } from './recent-calls.ts'
import { timelineOf } from './timeline.ts'

/**
 * What bounds the answer, which is asked for in mid-call and must come at once: with names, readings and notes of the
 * greatest length in letters of four bytes it is 190 kB.
 */
const most = {
  /** Whose histories are told; of more who share a number only the names, and when each was last spoken to. */
  withTimeline: 3,
  entries: 30,
  /** Letters of a note: the customer's page has all of it. */
  letters: 200,
  notes: 10,
}

/**
 * What the operator is talking about right now, found from the operator's own leg alone. Three round trips, whatever
 * there is: the call, who has its number, and what is known of them; the session's is asked before.
 */
export async function findCallInHand(db: Db, operatorId: string, now: Date): Promise<CallInHand> {
  const { call, waitingCallSid, refused } = await findLine(db, operatorId, now)
  const callers = call?.number ? await listCallers(db, call.number) : []
  const told = callers.length > most.withTimeline ? [] : callers.map(({ customer }) => customer)
  const history = await readHistory(db, {
    customerIds: told.map(({ customerId }) => customerId),
    numbers: [
      ...new Set([...told.flatMap(({ numbers }) => numbers), ...(call?.number ? [call.number] : [])]),
    ],
    callSid: call?.callSid,
    most: most.entries,
    letters: most.letters,
  })
  return {
    call,
    customers: callers.map((caller) => withTimeline(caller, told.length > 0 ? history : null)),
    notes: call ? notesOf(call, history, operatorId) : [],
    waitingCallSid: call ? null : waitingCallSid,
    refused,
  }
}

function withTimeline({ customer, lastContactAt }: Caller, history: History | null): KnownCaller {
  return { customer, lastContactAt, timeline: history && timelineOf(customer, history, most.entries) }
}

/** What this operator is writing about this very call is on screen already. */
function notesOf(
  { number, callSid }: NonNullable<CallInHand['call']>,
  { contacts }: History,
  operatorId: string,
): Contact[] {
  return contacts
    .filter(
      (contact) =>
        contact.customerId === null &&
        ((number !== null && contact.number === number) || contact.callSid !== null) &&
        !(contact.operatorId === operatorId && contact.callSid !== null && contact.callSid === callSid),
    )
    .slice(0, most.notes)
}

interface Line {
  waitingCallSid: string | null
  refusedCallSid: string | null
  reason: Refusal | null
  operatorCallSid: string | null
  destination: string | null
  dialled: string | null
  startedAt: Date
  legAnsweredAt: Date | null
  callSid: string | null
  from: string | null
  queueId: string | null
  waitSeconds: number | null
  answeredAt: Date | null
}

type Found = Pick<CallInHand, 'call' | 'waitingCallSid' | 'refused'>

/**
 * The leg on which the operator talks, or rings somebody, or is rung, with the caller who was given to it last (one may be
 * lost before the two are joined); the newest that waits; and the last minute's that was not put through.
 */
async function findLine(db: Db, operatorId: string, now: Date): Promise<Found> {
  const aMinuteAgo = new Date(now.getTime() - 60_000)
  const { rows } = await sql<Line>`
    select waiting.CallSid as waitingCallSid, refused.CallSid as refusedCallSid, refused.refusal as reason,
      leg.CallSid as operatorCallSid, leg.destination, leg.number as dialled, leg.started_at as startedAt,
      leg.answered_at as legAnsweredAt, answer.CallSid as callSid, answer.\`From\` as \`from\`,
      answer.queue_id as queueId, answer.QueueTime as waitSeconds, answer.answered_at as answeredAt
    from (select 1 as one) as here
    left join (
      select CallSid from waiting_leg where operator_id = ${operatorId} order by started_at desc limit 1
    ) as waiting on true
    left join (
      select CallSid, refusal from operator_call
      where operator_id = ${operatorId} and started_at > ${aMinuteAgo} and refusal is not null
      order by started_at desc limit 1
    ) as refused on true
    left join (
      select live_leg.* from live_leg
      left join waiting_leg on waiting_leg.CallSid = live_leg.CallSid
      where live_leg.operator_id = ${operatorId} and waiting_leg.CallSid is null
      -- Whoever is on the line comes before a colleague who only rings.
      order by live_leg.answered_at is null, live_leg.started_at desc limit 1
    ) as leg on true
    left join queue_data as answer on answer.DequeingCallSid = leg.CallSid
    order by answer.answered_at desc limit 1`.execute(db)
  const line = rows[0]!
  return {
    call: callOn(line),
    waitingCallSid: line.waitingCallSid,
    refused:
      line.refusedCallSid && line.reason ? { callSid: line.refusedCallSid, reason: line.reason } : null,
  }
}

function callOn(line: Line): CallInHand['call'] {
  if (line.operatorCallSid === null) return null
  const direction = line.callSid ? 'inbound' : directionOf(line.destination)
  return {
    operatorCallSid: line.operatorCallSid,
    callSid: line.callSid,
    direction,
    number: toKnownNumber(line.callSid ? line.from : direction === 'outbound' ? line.dialled : null),
    address: addressName(line.from),
    queueId: line.queueId,
    waitSeconds: line.waitSeconds,
    startedAt: line.startedAt.toISOString(),
    answeredAt: (line.answeredAt ?? line.legAnsweredAt)?.toISOString() ?? null,
  }
}
