import type { Selectable } from 'kysely'
import { audit } from '../audit/audit.ts'
import type { Db } from '../db/db.ts'
import { isReferenced } from '../db/constraint.ts'
import { inTransaction } from '../db/transaction.ts'
import type { QueueTable } from '../db/schema.ts'
import { VisibleError } from '../errors.ts'
import type { AuditedAction, Queue, QueueSettings } from '../http/desk-actions.ts'
import type { Acting } from '../operator/acting.ts'
import { ensureQueue, removeQueue, takeQueue } from '../twilio/queues.ts'
import { queueNameAtTwilio } from '../twilio/stage.ts'
import { countOperators, findQueue, lockQueue, toColumns, toQueue } from './queue-queries.ts'

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
  return inTransaction(acting.db, async (db) => {
    const row = mustBeCurrent(await lockQueue(db, change.queueId), change.version)
    const wanted = { friendlyName, maxSize: change.maxSize }
    const atTwilio = await ensureQueue(acting.twilio, row.twilio_queue_id, wanted)
    undo = () => restore(acting, atTwilio, friendlyName)
    const operators = (await countOperators(db)).get(change.queueId) ?? 0
    await store(db, change, atTwilio.sid, acting.now)
    const after = toQueue((await lockQueue(db, change.queueId))!, operators)
    await record(acting, db, 'queues/update', toQueue(row, operators), after)
    return after
  }).catch((error: unknown) => giveUp(undo, error))
}

/** Refused while operators belong to it, which the foreign key says, or callers wait in it, which Twilio says. */
export async function deleteQueue(
  acting: Acting,
  { queueId, version }: Pick<Queue, 'queueId' | 'version'>,
): Promise<void> {
  let undo = async () => {}
  const friendlyName = queueNameAtTwilio(acting.config.stage, queueId)
  await inTransaction(acting.db, async (db) => {
    const row = mustBeCurrent(await lockQueue(db, queueId), version)
    const queue = toQueue(row, 0)
    await remove(db, queueId)
    const sid = row.twilio_queue_id
    if (sid && (await removeQueue(acting.twilio, { sid, friendlyName })) === 'not-empty')
      throw new VisibleError('queue-not-empty')
    undo = () => makeAnew(acting, row, friendlyName)
    await record(acting, db, 'queues/delete', queue, null)
  }).catch((error: unknown) => giveUp(undo, error))
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

async function record(
  { now, operator }: Acting,
  db: Db,
  action: AuditedAction,
  before: Queue,
  after: Queue | null,
): Promise<void> {
  const { operatorId } = operator
  await audit(db, now, { operatorId, action, subject: before.queueId, before, after })
}

/** Back to the size it had; a queue that was made anew may stay, since the row wants one. */
async function restore(
  { twilio }: Acting,
  { sid, before }: { sid: string; before?: number },
  friendlyName: string,
) {
  if (before !== undefined) await ensureQueue(twilio, sid, { friendlyName, maxSize: before })
}

/** With another SID than before. Not if the row has gone, because only the word of its commit was lost. */
async function makeAnew({ db, twilio }: Acting, row: Row, friendlyName: string): Promise<void> {
  const { queue_id, max_size: maxSize } = row
  const isGone = await findQueue(db, queue_id).then(
    (found) => found === undefined,
    () => false,
  )
  if (isGone) return
  const { sid } = await takeQueue(twilio, { friendlyName, maxSize })
  await db.updateTable('queue').set({ twilio_queue_id: sid }).where('queue_id', '=', queue_id).execute()
}

async function giveUp(undo: () => Promise<void>, error: unknown): Promise<never> {
  await undo().catch(() => undefined)
  throw error
}
