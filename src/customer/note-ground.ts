import { sql } from 'kysely'
import type { Db } from '../db/db.ts'
import type { ContactDraft } from '../http/desk-actions.ts'

/** What the rows know of the call and the queue that a note names, as far as they are its writer's. */
export interface NoteGround {
  /** The writer has had a leg in that call. */
  isOwnCall: boolean
  callQueueId: string | null
  /** When the writer was done with it, after-call work included. */
  doneAt: Date | null
  isOwnQueue: boolean
  /** When a text of this note was last kept. */
  keptAt: Date | null
}

interface Row {
  isOwnCall: number | null
  callQueueId: string | null
  doneAt: Date | null
  isOwnQueue: number | null
  keptAt: Date | null
}

export async function findGround(
  db: Db,
  operatorId: string,
  { contactId, callSid = null, queueId = null }: ContactDraft,
): Promise<NoteGround> {
  const { rows } = await sql<Row>`
    select talk.is_own as isOwnCall, talk.queue_id as callQueueId,
      talk.ended_at + interval coalesce(queue.wrap_up_seconds, 0) second as doneAt,
      (select 1 from operator_queue where operator_id = ${operatorId} and queue_id = ${queueId}) as isOwnQueue,
      (select max(replaced_at) from contact_revision where contact_id = ${contactId}) as keptAt
    from (select 1 as one) as here
    left join (
      (select 1 as is_own, queue_id, ended_at from queue_data
        where CallSid = ${callSid} and operator_id = ${operatorId} order by answered_at desc limit 1)
      union all
      (select 1, null, ended_at from operator_call where CallSid = ${callSid} and operator_id = ${operatorId})
      limit 1
    ) as talk on true
    left join queue on queue.queue_id = talk.queue_id`.execute(db)
  const { isOwnCall, isOwnQueue, ...found } = rows[0]!
  return { ...found, isOwnCall: isOwnCall !== null, isOwnQueue: isOwnQueue !== null }
}
