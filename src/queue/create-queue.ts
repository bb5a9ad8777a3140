import { sql } from 'kysely'
import { audit } from '../audit/audit.ts'
import type { Db } from '../db/db.ts'
import { isDuplicate } from '../db/constraint.ts'
import { VisibleError } from '../errors.ts'
import type { Queue, QueueSettings } from '../http/desk-actions.ts'
import type { Acting } from '../operator/acting.ts'
import { removeQueue, takeQueue } from '../twilio/queues.ts'
import { queueNameAtTwilio } from '../twilio/stage.ts'
import { findQueue, findQueueWithOperators, toColumns } from './queue-queries.ts'

/**
 * First at Twilio, then here. What dies in between leaves a queue at Twilio that nobody uses, and the same action once
 * more takes it over.
 */
export async function createQueue(acting: Acting, settings: QueueSettings): Promise<Queue> {
  const { db, config, twilio } = acting
  await mustBeNew(db, settings.queueId)
  const friendlyName = queueNameAtTwilio(config.stage, settings.queueId)
  const { sid } = await takeQueue(twilio, { friendlyName, maxSize: settings.maxSize })
  try {
    return await insert(acting, settings, sid)
  } catch (error) {
    if (isDuplicate(error)) throw taken()
    return (await stored(db, settings.queueId, sid)) ?? (await undo(acting, sid, error))
  }
}

/** `Support` and `support` would be two queues that people take for one. */
async function mustBeNew(db: Db, queueId: string): Promise<void> {
  const found = await db
    .selectFrom('queue')
    .select('queue_id')
    .where(sql`lower(queue_id)`, '=', queueId.toLowerCase())
    .executeTakeFirst()
  if (found) throw taken()
}

async function insert({ db, now, operator }: Acting, settings: QueueSettings, sid: string): Promise<Queue> {
  return db.transaction().execute(async (transaction) => {
    const columns = { ...toColumns(settings), twilio_queue_id: sid, created_at: now, updated_at: now }
    await transaction.insertInto('queue').values(columns).execute()
    const queue = (await findQueueWithOperators(transaction, settings.queueId))!
    const record = { operatorId: operator.operatorId, action: 'queues/create', subject: queue.queueId }
    await audit(transaction, now, { ...record, after: queue })
    return queue
  })
}

/** A connection lost at the commit does not say whether the row is there. */
async function stored(db: Db, queueId: string, sid: string): Promise<Queue | undefined> {
  const row = await findQueue(db, queueId).catch(() => undefined)
  return row?.twilio_queue_id === sid ? findQueueWithOperators(db, queueId) : undefined
}

async function undo({ twilio }: Acting, sid: string, error: unknown): Promise<never> {
  await removeQueue(twilio, sid).catch(() => undefined)
  throw error
}

function taken(): VisibleError {
  return new VisibleError('taken', { fields: { queueId: 'taken' } })
}
