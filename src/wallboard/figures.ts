import { sql } from 'kysely'
import type { Db } from '../db/db.ts'

/** What our rows say of one queue. Times are UTC, counts whole. */
export interface Figures {
  waiting: number
  longestWaitSince: Date | null
  operatorsWaiting: number
  operatorsTalking: number
  operatorsDoubtful: number
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
  operatorsDoubtful: 0,
  offered: 0,
  answered: 0,
  abandoned: 0,
  shortAbandoned: 0,
  answeredInTime: 0,
}

/** The figures of these queues; `since` is the beginning of today. */
export async function readFigures(
  db: Db,
  queueIds: string[],
  since: Date,
  now: Date,
): Promise<Map<string, Figures>> {
  const figures = new Map<string, Figures>()
  if (queueIds.length === 0) return figures
  const rows = [
    ...(await listWaiting(db)),
    ...(await listOperators(db, now)),
    ...(await listToday(db, queueIds, since)),
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
async function listWaiting(db: Db): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select queue_id, count(*) as waiting, min(waiting_since) as longestWaitSince
    from waiting_visit
    where queue_id is not null
    group by queue_id`.execute(db)
  return rows
}

interface Operators extends Pick<Figures, 'operatorsWaiting' | 'operatorsTalking' | 'operatorsDoubtful'> {
  queue_id: string
}

/** An operator's own end comes this much after the caller's, at most. */
const partingMs = 10_000

/** By the legs of their softphones. Doubtful: Twilio no longer names the leg, or its caller has been gone for a while. */
async function listOperators(db: Db, now: Date): Promise<Operators[]> {
  const { rows } = await sql<Operators>`
    select queue_id,
      cast(sum(not doubtful and answered_at is null) as signed) as operatorsWaiting,
      cast(sum(not doubtful and answered_at is not null) as signed) as operatorsTalking,
      cast(sum(doubtful) as signed) as operatorsDoubtful
    from (
      select substring(leg.destination, 7) as queue_id, leg.answered_at,
        leg.doubtful_at is not null
          or coalesce(answer.ended_at < ${new Date(now.getTime() - partingMs)}, 0) as doubtful
      from live_leg as leg
      left join queue_data as answer
        on answer.DequeingCallSid = leg.CallSid and answer.answered_at = leg.answered_at
      where leg.destination like 'queue:%'
    ) as legs
    group by queue_id`.execute(db)
  return rows
}

type Today = Pick<Figures, 'offered' | 'answered' | 'abandoned' | 'shortAbandoned' | 'answeredInTime'> & {
  queue_id: string
}

/**
 * The visits that began today, by their verdict. Whoever is given to an operator counts as answered from then on; what a
 * full queue refused, and what was put back in line, is not offered.
 */
async function listToday(db: Db, queueIds: string[], since: Date): Promise<Today[]> {
  const { rows } = await sql<Today>`
    select queue_id, count(*) as offered,
      cast(sum(answered) as signed) as answered,
      cast(sum(abandoned) as signed) as abandoned,
      cast(sum(abandoned and waited_ms <= short_abandon_seconds * 1000) as signed) as shortAbandoned,
      cast(sum(answered and waited_ms <= service_level_seconds * 1000) as signed) as answeredInTime
    from (
      select queue_id, waited_ms, service_level_seconds, short_abandon_seconds,
        result = 'answered' or (result = 'open' and stage = 'connecting') as answered,
        result = 'abandoned' as abandoned
      from enqueue_data
      where queue_id in (${sql.join(queueIds)}) and entered_at >= ${since}
        and result in ('answered', 'abandoned', 'left', 'error', 'unknown', 'open')
    ) as today
    group by queue_id`.execute(db)
  return rows
}
