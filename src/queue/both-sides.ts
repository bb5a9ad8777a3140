import type { Selectable } from 'kysely'
import type { Db } from '../db/db.ts'
import type { QueueTable } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { VisibleError } from '../errors.ts'
import type { Acting } from '../operator/acting.ts'
import { isRefusal } from '../twilio/client.ts'
import { bringQueue, findAtTwilio, removeQueue, type TwilioTime } from '../twilio/queues.ts'
import { queueNameAtTwilio } from '../twilio/stage.ts'
import { lockQueue, storeSid } from './queue-queries.ts'

type Row = Selectable<QueueTable>

/** A change of a queue that is made in MySQL and at Twilio, or in neither. */
export interface Change<Result> {
  queueId: string
  /** Locks the row first, or makes it; then Twilio; then the rest. */
  make(db: Db, time: TwilioTime): Promise<Result>
  /** Whether the row, or that there is none, shows that all of it was done. */
  isDone(row: Row | undefined): boolean
  /** What `make` would have answered. */
  outcome(): Promise<Result>
  /** Whether a queue at Twilio that has no row may be removed. */
  isOurs(): boolean
}

/** For Twilio, of the 10 s that a Function has: what the change may take, and what setting right may take after it. */
const changeMs = 5000
const mendMs = 1500

/**
 * Twilio is changed inside the transaction: its refusal rolls ours back, and a process that dies leaves the row as it
 * was. What Twilio has then, the same action once more sets right; what any other failure left, we set right at once.
 */
export async function onBothSides<Result>(acting: Acting, change: Change<Result>): Promise<Result> {
  const deadline = performance.now() + changeMs
  try {
    return await inTransaction(acting.db, (db) => change.make(db, { access: acting.twilio, deadline }), {
      reachesBeyond: true,
    })
  } catch (error) {
    if (!leavesDoubt(error)) throw error
    const isDone = await setRight(acting, change).catch(() => false)
    if (!isDone) throw error
    return change.outcome()
  }
}

/** Not where we refused, which comes before Twilio is asked, nor where Twilio did. */
function leavesDoubt(error: unknown): boolean {
  if (!(error instanceof VisibleError)) return true
  return error.code === 'twilio-away' && !isRefusal(error)
}

/**
 * Makes Twilio equal to what the row says now; true where the row says that the change was made, and only the word of its
 * commit was lost. Nobody makes a row meanwhile where there is none: that takes the level's gap locks. While MySQL cannot
 * be read, Twilio is left alone.
 */
function setRight({ db, config, twilio }: Acting, change: Change<unknown>): Promise<boolean> {
  const { queueId } = change
  const friendlyName = queueNameAtTwilio(config.stage, queueId)
  const mend = async (transaction: Db) => {
    const row = await lockQueue(transaction, queueId)
    if (change.isDone(row)) return true
    const time = { access: twilio, deadline: performance.now() + mendMs }
    const found = await findAtTwilio(time, row?.twilio_queue_id ?? null, friendlyName)
    if (row)
      await storeSid(
        transaction,
        queueId,
        await bringQueue(time, found, { friendlyName, maxSize: row.max_size }),
      )
    else if (found && change.isOurs()) await removeQueue(time, found)
    return false
  }
  return inTransaction(db, mend, { level: 'repeatable read' })
}
