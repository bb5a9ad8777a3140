import { sql } from 'kysely'
import type { Db } from '../db/db.ts'

/** What our rows say of one queue. Times are UTC, counts whole. */
export interface Figures {
  waiting: number
  longestWaitSince: Date | null
  operatorsWaiting: number
  operatorsTalking: number
  offered: number
  answered: number
  abandoned: number
  shortAbandoned: number
  answeredInTime: number
}

export const noFigures: Readonly<Figures> = {
  waiting: 0,
  longestWaitSince: null,
  operatorsWaiting: 0,
  operatorsTalking: 0,
  offered: 0,
  answered: 0,
  abandoned: 0,
  shortAbandoned: 0,
  answeredInTime: 0,
}

/** Twilio ends every leg after 4 h: what is open for longer has lost its end and is no longer there. */
const longestLegMs = 4.5 * 3600_000

export async function readFigures(db: Db, since: Date, now: Date): Promise<Map<string, Figures>> {
  const open = new Date(now.getTime() - longestLegMs)
  const figures = new Map<string, Figures>()
  const rows = [
    ...(await listWaiting(db, open)),
    ...(await listOperators(db, open)),
    ...(await listToday(db, since)),
  ]
  for (const { queue_id, ...part } of rows) {
    figures.set(queue_id, { ...(figures.get(queue_id) ?? noFigures), ...part })
  }
  return figures
}

interface Waiting extends Pick<Figures, 'waiting' | 'longestWaitSince'> {
  queue_id: string
}

/** Callers whom nobody has taken yet. */
async function listWaiting(db: Db, since: Date): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select queue_id, count(*) as waiting, min(entered_at) as longestWaitSince
    from enqueue_data
    where left_at is null and connecting_at is null and queue_id is not null and entered_at > ${since}
    group by queue_id`.execute(db)
  return rows
}

interface Operators extends Pick<Figures, 'operatorsWaiting' | 'operatorsTalking'> {
  queue_id: string
}

/** By the legs of their softphones. */
async function listOperators(db: Db, since: Date): Promise<Operators[]> {
  const { rows } = await sql<Operators>`
    select substring(destination, 7) as queue_id,
      cast(sum(answered_at is null) as signed) as operatorsWaiting,
      cast(sum(answered_at is not null) as signed) as operatorsTalking
    from operator_call
    where ended_at is null and destination like 'queue:%' and started_at > ${since}
    group by destination`.execute(db)
  return rows
}

type Today = Pick<Figures, 'offered' | 'answered' | 'abandoned' | 'shortAbandoned' | 'answeredInTime'> & {
  queue_id: string
}

/**
 * The visits that began today. Answered: joined to an operator, or being joined now. Abandoned: ended by the caller, or
 * by a fault that ended the call, before that. Refused by a full queue is not offered; sent on by a rule is neither.
 */
async function listToday(db: Db, since: Date): Promise<Today[]> {
  const { rows } = await sql<Today>`
    select queue_id, count(*) as offered,
      cast(sum(answered) as signed) as answered,
      cast(sum(abandoned) as signed) as abandoned,
      cast(sum(abandoned and ended_after <= short_abandon_seconds * 1000000) as signed) as shortAbandoned,
      cast(sum(answered and answered_after <= service_level_seconds * 1000000) as signed) as answeredInTime
    from (
      select queue.queue_id, service_level_seconds, short_abandon_seconds,
        timestampdiff(microsecond, visit.entered_at, answer.answered_at) as answered_after,
        timestampdiff(microsecond, visit.entered_at, visit.left_at) as ended_after,
        coalesce(answer.bridged = 1 or visit.left_at is null, 0) and answer.id is not null as answered,
        coalesce(answer.bridged, 0) = 0 and visit.left_at is not null and (
          visit.QueueResult is null or visit.QueueResult = 'hangup'
          or (visit.QueueResult in ('error', 'system-error', 'bridging-in-process') and visit.CallStatus = 'completed')
        ) as abandoned
      from queue
      join enqueue_data as visit on visit.queue_id = queue.queue_id and visit.entered_at >= ${since}
      left join queue_data as answer on answer.visit_id = visit.visit_id
      where coalesce(visit.QueueResult, '') <> 'queue-full'
    ) as today
    group by queue_id`.execute(db)
  return rows
}
