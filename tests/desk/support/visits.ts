import type { Db } from '../../../src/db/db.ts'

let visits = 0

/** A caller who entered the queue some seconds ago and waits, or left again. */
export async function aVisit(
  db: Db,
  visit: { queueId?: string; waitingSeconds: number; left?: 'hangup' | 'bridged' },
): Promise<void> {
  const callSid = `CA${String(++visits).padStart(32, '0')}`
  const entered = new Date(Date.now() - visit.waitingSeconds * 1000)
  const call = { CallSid: callSid, From: '+819012345678', To: '+815031234567', CallStatus: 'in-progress' }
  const rest = {
    ApiVersion: null,
    Direction: 'inbound',
    ForwardedFrom: null,
    CallerName: null,
    QueueSid: null,
  }
  await db
    .insertInto('enqueue_data')
    .values({
      ...call,
      ...rest,
      visit_id: String(visits).padStart(26, '0'),
      queue_id: visit.queueId ?? 'support',
      entered_at: entered,
      left_at: visit.left ? new Date() : null,
      QueueResult: visit.left ?? null,
      QueueTime: visit.left ? visit.waitingSeconds : null,
      connecting_at: null,
      operator_id: null,
      previous_visit_id: null,
      closed_by: null,
      created_at: entered,
      updated_at: entered,
    })
    .execute()
}
