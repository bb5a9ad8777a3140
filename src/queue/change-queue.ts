import type { Selectable } from 'kysely'
import { audit } from '../audit/audit.ts'
import type { Db } from '../db/db.ts'
import { isReferenced } from '../db/constraint.ts'
import type { QueueTable } from '../db/schema.ts'
import { VisibleError } from '../errors.ts'
import type { AuditedAction, Queue, QueueSettings } from '../http/desk-actions.ts'
import type { Acting } from '../operator/acting.ts'
import { bringQueue, findAtTwilio, removeQueue, type TwilioTime } from '../twilio/queues.ts'
import { queueNameAtTwilio } from '../twilio/stage.ts'
import { onBothSides } from './both-sides.ts'
import {
  countOperators,
  findQueueWithOperators,
  hasSettings,
  lockQueue,
  toColumns,
  toQueue,
} from './queue-queries.ts'

type Row = Selectable<QueueTable>

export async function updateQueue(
  acting: Acting,
  change: QueueSettings & { version: number },
): Promise<Queue> {
  const { queueId, maxSize, version } = change
  const friendlyName = queueNameAtTwilio(acting.config.stage, queueId)
  const make = async (db: Db, time: TwilioTime) => {
    const row = mustBeCurrent(await lockQueue(db, queueId), version)
    const found = await findAtTwilio(time, row.twilio_queue_id, friendlyName)
    const sid = await bringQueue(time, found, { friendlyName, maxSize })
    const operators = (await countOperators(db)).get(queueId) ?? 0
    await store(db, change, sid, acting.now)
    const after = toQueue((await lockQueue(db, queueId))!, operators)
    await record(acting, db, 'queues/update', toQueue(row, operators), after)
    return after
  }
  return onBothSides(acting, {
    queueId,
    make,
    isDone: (row) => row?.version === version + 1 && hasSettings(row, change),
    outcome: async () => (await findQueueWithOperators(acting.db, queueId))!,
    isOurs: () => true,
  })
}

/** Refused while operators belong to it, which the foreign key says, or callers wait in it, which Twilio says. */
export async function deleteQueue(
  acting: Acting,
  { queueId, version }: Pick<Queue, 'queueId' | 'version'>,
): Promise<void> {
  const friendlyName = queueNameAtTwilio(acting.config.stage, queueId)
  const make = async (db: Db, time: TwilioTime) => {
    const row = mustBeCurrent(await lockQueue(db, queueId), version)
    await remove(db, queueId)
    const sid = row.twilio_queue_id
    const found = sid === null ? undefined : await findAtTwilio(time, sid, friendlyName)
    if (found && (await removeQueue(time, found)) === 'not-empty') throw new VisibleError('queue-not-empty')
    await record(acting, db, 'queues/delete', toQueue(row, 0), null)
  }
  await onBothSides(acting, {
    queueId,
    make,
    isDone: (row) => row === undefined,
    outcome: async () => undefined,
    isOurs: () => true,
  })
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
