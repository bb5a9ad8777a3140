import type { Db } from '../../../src/db/db.ts'
import { settleCall } from '../../support/settle.ts'

let visits = 0

interface Stay {
  queueId?: string
  waitingSeconds: number
  left?: 'hangup' | 'bridged'
  from?: string
}

/** A caller who entered the queue some seconds ago and waits, or left again; whom an operator took is answered at the end of the wait. */
export async function aVisit(
  db: Db,
  { queueId = 'support', waitingSeconds, left, from }: Stay,
): Promise<void> {
  const nth = ++visits
  const now = new Date()
  const entered = new Date(now.getTime() - waitingSeconds * 1000)
  const call = {
    CallSid: `CA${String(nth).padStart(32, '0')}`,
    From: from ?? '+819012345678',
    To: '+815031234567',
    CallStatus: left ? 'completed' : 'in-progress',
    Direction: 'inbound',
    queue_id: queueId,
    created_at: entered,
    updated_at: entered,
  }
  const visit_id = String(nth).padStart(26, '0')
  await db
    .insertInto('enqueue_data')
    .values({
      ...call,
      visit_id,
      entered_at: entered,
      left_at: left ? now : null,
      QueueResult: left ?? null,
      QueueTime: left ? waitingSeconds : null,
    })
    .execute()
  if (left === 'bridged')
    await db
      .insertInto('queue_data')
      .values({
        ...call,
        visit_id,
        DequeingCallSid: `CB${String(nth).padStart(32, '0')}`,
        operator_id: 'operator1',
        answered_at: now,
        bridged: 1,
      })
      .execute()
  await settleCall(db, call.CallSid, call.From, entered)
  await trustRows(db)
}

/** Twilio knows nothing of these calls: it is not asked for a minute which of them live. */
async function trustRows(db: Db): Promise<void> {
  await db.updateTable('wallboard_snapshot').set({ ends_sought_at: new Date() }).execute()
}

/** A softphone's leg that waits for a caller of the queue, or talks with one. */
export async function aLeg(db: Db, queueId: string, state: 'waiting' | 'talking'): Promise<void> {
  const now = new Date()
  await db
    .insertInto('operator_call')
    .values({
      CallSid: `CC${String(++visits).padStart(32, '0')}`,
      operator_id: 'operator1',
      destination: `queue:${queueId}`,
      number: null,
      started_at: now,
      answered_at: state === 'talking' ? now : null,
      ended_at: null,
      status: null,
      created_at: now,
      updated_at: now,
    })
    .execute()
  await trustRows(db)
}
