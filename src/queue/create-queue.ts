import { sql } from 'kysely'
import { audit } from '../audit/audit.ts'
import type { Db } from '../db/db.ts'
import { inTransaction } from '../db/transaction.ts'
import { isDuplicate } from '../db/constraint.ts'
import { VisibleError } from '../errors.ts'
import type { Queue, QueueSettings } from '../http/desk-actions.ts'
import type { Acting } from '../operator/acting.ts'
import { ensureQueue, removeQueue, takeQueue } from '../twilio/queues.ts'
import { queueNameAtTwilio } from '../twilio/stage.ts'
import { findQueue, findQueueWithOperators, toColumns } from './queue-queries.ts'

type Row = NonNullable<Awaited<ReturnType<typeof findQueue>>>
type AtTwilio = Awaited<ReturnType<typeof takeQueue>>

/**
 * First at Twilio, then here. What dies in between leaves a queue at Twilio that nobody uses, and the same action once
 * more takes it over.
 */
export async function createQueue(acting: Acting, settings: QueueSettings): Promise<Queue> {
  const { db, config, twilio } = acting
  await mustBeNew(db, settings.queueId)
  const friendlyName = queueNameAtTwilio(config.stage, settings.queueId)
  const atTwilio = await takeQueue(twilio, { friendlyName, maxSize: settings.maxSize })
  try {
    return await insert(acting, settings, atTwilio.sid)
  } catch (error) {
    const row = await findQueue(db, settings.queueId).catch(() => 'unknown' as const)
    if (!row) await undo(acting, atTwilio, friendlyName)
    else if (isDuplicate(error)) await yieldTo(acting, row, friendlyName)
    // A connection lost at the commit does not say whether the row is there.
    else if (row !== 'unknown' && row.twilio_queue_id === atTwilio.sid)
      return (await findQueueWithOperators(db, settings.queueId))!
    throw isDuplicate(error) ? taken() : error
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
  return inTransaction(db, async (transaction) => {
    const columns = { ...toColumns(settings), twilio_queue_id: sid, created_at: now, updated_at: now }
    await transaction.insertInto('queue').values(columns).execute()
    const queue = (await findQueueWithOperators(transaction, settings.queueId))!
    const record = {
      operatorId: operator.operatorId,
      action: 'queues/create' as const,
      subject: queue.queueId,
    }
    await audit(transaction, now, { ...record, after: queue })
    return queue
  })
}

/** Only what this request has made, and only where it is certain that no row has come of it. */
async function undo({ twilio }: Acting, { sid, before }: AtTwilio, friendlyName: string): Promise<void> {
  if (before === undefined) await removeQueue(twilio, { sid, friendlyName }).catch(() => undefined)
}

/** Somebody made the same queue at the same moment: it gets back the size that they chose. */
async function yieldTo({ twilio }: Acting, row: Row | 'unknown', friendlyName: string): Promise<void> {
  if (row === 'unknown') return
  const wanted = { friendlyName, maxSize: row.max_size }
  await ensureQueue(twilio, row.twilio_queue_id, wanted).catch(() => undefined)
}

function taken(): VisibleError {
  return new VisibleError('taken', { fields: { queueId: 'taken' } })
}
