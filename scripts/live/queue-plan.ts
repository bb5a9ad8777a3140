import type { Pool, RowDataPacket } from 'mysql2'
import { queueNameAtTwilio } from '../../src/twilio/stage.ts'
import { PlainError } from '../plain-error.ts'
import { askDatabase } from './database.ts'
import type { Change } from './plan.ts'
import type { SetupOptions } from './setup.ts'
import { stageOf, type Stage } from './stage.ts'

const FIRST_MAX_SIZE = 100

interface QueueRow extends RowDataPacket {
  queue_id: string
  max_size: number
  twilio_queue_id: string | null
}

interface TwilioQueue {
  sid: string
  friendlyName: string
  maxSize: number
}

/** Twilio's queues made equal to those in MySQL, which is right where they differ. The main queue is always there. */
export async function planQueues(options: SetupOptions): Promise<Change[]> {
  const { client, pool, stage, file, leavesDatabase } = options
  const rows = await askDatabase(file, () => queueRows(pool))
  const atTwilio: TwilioQueue[] = await client.queues.list({ pageSize: 1000 })
  const mainQueue = file.values.MAIN_QUEUE ?? ''
  const tools = { client, pool, stage, file, leavesDatabase }
  const changes = rows.flatMap((row) => planQueue(row, atTwilio, tools))
  if (rows.some(({ queue_id }) => queue_id === mainQueue)) return changes
  return [planMainQueue(mainQueue, atTwilio, tools), ...changes]
}

type Tools = Pick<SetupOptions, 'client' | 'pool' | 'stage' | 'file' | 'leavesDatabase'>

async function queueRows(pool: Pool): Promise<QueueRow[]> {
  const [rows] = await pool
    .promise()
    .query<QueueRow[]>('select queue_id, max_size, twilio_queue_id from queue order by queue_id')
  return rows
}

function planQueue(row: QueueRow, atTwilio: TwilioQueue[], tools: Tools): Change[] {
  const friendlyName = queueNameAtTwilio(tools.stage.prefix, row.queue_id)
  const queue =
    atTwilio.find((one) => one.friendlyName === friendlyName) ?? formerly(row, atTwilio, tools.stage)
  const subject = `queue ${friendlyName}`
  if (!queue)
    return [
      {
        subject,
        lines: [`${subject}: missing at Twilio -> made`],
        apply: () => make(row, friendlyName, tools),
      },
    ]

  const lines: string[] = []
  if (queue.friendlyName !== friendlyName)
    lines.push(`${subject}: renamed to ${queue.friendlyName} at Twilio -> ${friendlyName}`)
  if (queue.maxSize !== row.max_size) lines.push(`${subject}: size ${queue.maxSize} -> ${row.max_size}`)
  if (queue.sid !== row.twilio_queue_id && !tools.leavesDatabase)
    lines.push(`${subject}: SID in MySQL ${row.twilio_queue_id ?? '(none)'} -> ${queue.sid}`)
  const apply = async () => {
    await tools.client.queues(queue.sid).update({ friendlyName, maxSize: row.max_size })
    await remember(tools, row.queue_id, queue.sid)
  }
  return lines.length > 0 ? [{ subject, lines, apply }] : []
}

/**
 * The queue that MySQL knows by its SID, under whatever name somebody gave it in the console. A name that could be
 * another stage's is left alone: renaming it would take callers away there.
 */
function formerly(row: QueueRow, atTwilio: TwilioQueue[], stage: Stage): TwilioQueue | undefined {
  const queue = atTwilio.find(({ sid }) => sid === row.twilio_queue_id)
  if (!queue || stageOf(queue.friendlyName).name === stage.name) return queue
  throw new PlainError(
    `The queue ${row.queue_id} in MySQL is Twilio's "${queue.friendlyName}", a name of the stage ${stageOf(queue.friendlyName).name}: each stage needs a database of its own. If somebody renamed it, give it back its name in Twilio's console.`,
  )
}

async function make(row: QueueRow, friendlyName: string, tools: Tools): Promise<void> {
  const { sid } = await tools.client.queues.create({ friendlyName, maxSize: row.max_size })
  await remember(tools, row.queue_id, sid)
}

async function remember({ pool, file, leavesDatabase }: Tools, queueId: string, sid: string): Promise<void> {
  if (leavesDatabase) return
  const sql = 'update queue set twilio_queue_id = ? where queue_id = ?'
  await askDatabase(file, () => pool.promise().query(sql, [sid, queueId]))
}

/** The first set-up: nobody has opened the desk yet, but key 1 must lead somewhere. */
function planMainQueue(queueId: string, atTwilio: TwilioQueue[], tools: Tools): Change {
  const friendlyName = queueNameAtTwilio(tools.stage.prefix, queueId)
  const subject = `queue ${friendlyName}`
  return {
    subject,
    lines: [`${subject}: MAIN_QUEUE is not in MySQL -> made, for ${FIRST_MAX_SIZE} callers`],
    apply: async () => {
      const found = atTwilio.find((one) => one.friendlyName === friendlyName)
      const queue = found ?? (await tools.client.queues.create({ friendlyName, maxSize: FIRST_MAX_SIZE }))
      await addRow(tools, queueId, queue)
    },
  }
}

async function addRow(
  { pool, file, leavesDatabase }: Tools,
  queueId: string,
  queue: TwilioQueue,
): Promise<void> {
  if (leavesDatabase) return
  const sql = `insert into queue (queue_id, queue_name, max_size, twilio_queue_id, created_at, updated_at)
               values (?, ?, ?, ?, utc_timestamp(3), utc_timestamp(3))`
  await askDatabase(file, () => pool.promise().query(sql, [queueId, queueId, queue.maxSize, queue.sid]))
}
