import { sql } from 'kysely'
import { audit } from '../audit/audit.ts'
import type { Db } from '../db/db.ts'
import { isDuplicate } from '../db/constraint.ts'
import { VisibleError } from '../errors.ts'
import type { Queue, QueueSettings } from '../http/desk-actions.ts'
import type { Acting } from '../operator/acting.ts'
import { bringQueue, findAtTwilio, type TwilioTime } from '../twilio/queues.ts'
import { queueNameAtTwilio } from '../twilio/stage.ts'
import { onBothSides } from './both-sides.ts'
import { findQueueWithOperators, hasSettings, storeSid, toColumns } from './queue-queries.ts'

/** Takes over a queue of that name at Twilio, which an attempt that died has left; only one made here may be removed. */
export async function createQueue(acting: Acting, settings: QueueSettings): Promise<Queue> {
  const { queueId, maxSize } = settings
  const friendlyName = queueNameAtTwilio(acting.config.stage, queueId)
  let isOurs = false
  const make = async (db: Db, time: TwilioTime) => {
    await insert(db, settings, acting.now)
    const found = await findAtTwilio(time, null, friendlyName)
    isOurs = !found
    await storeSid(db, queueId, await bringQueue(time, found, { friendlyName, maxSize }))
    return record(acting, db, queueId)
  }
  const isDone = (created_at: Date | undefined) => created_at?.getTime() === acting.now.getTime()
  return onBothSides(acting, {
    queueId,
    make,
    isDone: (row) => isDone(row?.created_at) && hasSettings(row!, settings),
    outcome: async () => (await findQueueWithOperators(acting.db, queueId))!,
    isOurs: () => isOurs,
  })
}

async function insert(db: Db, settings: QueueSettings, now: Date): Promise<void> {
  await mustBeNew(db, settings.queueId)
  const columns = { ...toColumns(settings), created_at: now, updated_at: now }
  try {
    await db.insertInto('queue').values(columns).execute()
  } catch (error) {
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

async function record({ now, operator }: Acting, db: Db, queueId: string): Promise<Queue> {
  const after = (await findQueueWithOperators(db, queueId))!
  const { operatorId } = operator
  await audit(db, now, { operatorId, action: 'queues/create', subject: queueId, after })
  return after
}

function taken(): VisibleError {
  return new VisibleError('taken', { fields: { queueId: 'taken' } })
}
