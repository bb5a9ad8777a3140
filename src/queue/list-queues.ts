import type { Config } from '../config.ts'
import type { Db } from '../db/db.ts'
import type { Queue } from '../http/desk-actions.ts'
import type { TwilioAccess } from '../twilio/quick-client.ts'
import { listQueues as listQueuesAtTwilio, type QueueAtTwilio } from '../twilio/queues.ts'
import { queueNameAtTwilio } from '../twilio/stage.ts'
import { countOperators, listQueueRows, toQueue } from './queue-queries.ts'

export async function listQueues(db: Db): Promise<Queue[]> {
  const rows = await listQueueRows(db)
  const operators = await countOperators(db)
  return rows.map((row) => toQueue(row, operators.get(row.queue_id) ?? 0))
}

/** With Twilio's word on each. When Twilio says nothing, the list still comes. */
export async function listCheckedQueues(db: Db, twilio: TwilioAccess, config: Config): Promise<Queue[]> {
  const theirs = await listQueuesAtTwilio(twilio).catch(() => undefined)
  const bySid = theirs && new Map(theirs.map((queue) => [queue.sid, queue]))
  return (await listQueues(db)).map((queue) => ({ ...queue, twilio: compare(queue, bySid, config) }))
}

function compare(
  queue: Queue,
  theirs: Map<string, QueueAtTwilio> | undefined,
  { stage }: Config,
): NonNullable<Queue['twilio']> {
  if (!theirs) return 'unknown'
  const found = theirs.get(queue.twilioQueueSid ?? '')
  if (!found) return 'missing'
  if (found.friendlyName !== queueNameAtTwilio(stage, queue.queueId)) return 'renamed'
  return found.maxSize === queue.maxSize ? 'agrees' : 'resized'
}
