import type { Selectable } from 'kysely'
import { audit } from '../audit/audit.ts'
import type { Db } from '../db/db.ts'
import { isReferenced } from '../db/constraint.ts'
import type { QueueTable } from '../db/schema.ts'
import { VisibleError } from '../errors.ts'
import type { Queue, QueueSettings } from '../http/desk-actions.ts'
import type { Acting } from '../operator/acting.ts'
import { ensureQueue, removeQueue, takeQueue } from '../twilio/queues.ts'
import { queueNameAtTwilio } from '../twilio/stage.ts'
import { countOperators, lockQueue, toColumns, toQueue } from './queue-queries.ts'

type Row = Selectable<QueueTable>

/**
 * Twilio is changed inside the transaction: its refusal rolls ours back, and a process that dies leaves the row as it
 * was. Then, or if the commit fails, Twilio has the new size already; the same change once more brings both together.
 */
export async function updateQueue(
  acting: Acting,
  change: QueueSettings & { version: number },
): Promise<Queue> {
  let undo = async () => {}
  const friendlyName = queueNameAtTwilio(acting.config.stage, change.queueId)
  return inOne(acting.db, async (db) => {
    const row = mustBeCurrent(await lockQueue(db, change.queueId), change.version)
    const wanted = { friendlyName, maxSize: change.maxSize }
    const atTwilio = await ensureQueue(acting.twilio, row.twilio_queue_id, wanted)
    undo = () => restore(acting, atTwilio, friendlyName)
    await store(db, change, atTwilio.sid, acting.now)
    return record(acting, db, row, 'queues/update')
  }).catch((error: unknown) => giveUp(undo, error))
}

/** Refused while operators belong to it, which the foreign key says, or callers wait in it, which Twilio says. */
export async function deleteQueue(
  acting: Acting,
  { queueId, version }: Pick<Queue, 'queueId' | 'version'>,
): Promise<void> {
  let undo = async () => {}
  const friendlyName = queueNameAtTwilio(acting.config.stage, queueId)
  await inOne(acting.db, async (db) => {
    const row = mustBeCurrent(await lockQueue(db, queueId), version)
    await record(acting, db, row, 'queues/delete')
    await remove(db, queueId)
    const sid = row.twilio_queue_id
    if (sid && (await removeQueue(acting.twilio, sid)) === 'not-empty')
      throw new VisibleError('queue-not-empty')
    undo = async () => void (await takeQueue(acting.twilio, { friendlyName, maxSize: row.max_size }))
  }).catch((error: unknown) => giveUp(undo, error))
}

function inOne<Result>(db: Db, work: (transaction: Db) => Promise<Result>): Promise<Result> {
  return db.transaction().execute(work)
}

function mustBeCurrent(row: Row | undefined, version: number): Row {
  if (!row) throw new VisibleError('not-found')
  if (row.version !== version) throw new VisibleError('changed-meanwhile')
  return row
}

async function store(
  db: Db,
  change: QueueSettings & { version: number },
  sid: string,
  now: Date,
): Promise<void> {
  await db
    .updateTable('queue')
    .set({ ...toColumns(change), twilio_queue_id: sid, version: change.version + 1, updated_at: now })
    .where('queue_id', '=', change.queueId)
    .execute()
}

async function remove(db: Db, queueId: string): Promise<void> {
  try {
    await db.deleteFrom('queue').where('queue_id', '=', queueId).execute()
  } catch (error) {
    throw isReferenced(error) ? new VisibleError('queue-in-use') : error
  }
}

async function record({ now, operator }: Acting, db: Db, before: Row, action: string): Promise<Queue> {
  const operators = (await countOperators(db)).get(before.queue_id) ?? 0
  const row = (await lockQueue(db, before.queue_id))!
  const after = toQueue(row, operators)
  await audit(db, now, {
    operatorId: operator.operatorId,
    action,
    subject: before.queue_id,
    before: toQueue(before, operators),
    after: action === 'queues/delete' ? null : after,
  })
  return after
}

/** Back to the size it had; a queue that was made anew may stay, since the row wants one. */
async function restore(
  { twilio }: Acting,
  { sid, before }: { sid: string; before?: number },
  friendlyName: string,
) {
  if (before !== undefined) await ensureQueue(twilio, sid, { friendlyName, maxSize: before })
}

async function giveUp(undo: () => Promise<void>, error: unknown): Promise<never> {
  await undo().catch(() => undefined)
  throw error
}
