import type { Db } from '../../../src/db/db.ts'
import { settleCall } from '../../support/settle.ts'

let calls = 0

interface PastCall {
  from: string
  enteredAt: Date
  /** Without an answer the caller hung up at `leftAt`. */
  answeredAt?: Date
  endedAt?: Date
  leftAt?: Date
}

/** A caller of the support queue some time ago, whom operator1 answered, or nobody. */
export async function aPastCall(db: Db, past: PastCall): Promise<void> {
  const CallSid = await writeRows(db, past)
  await settleCall(db, CallSid, past.from, past.enteredAt)
}

async function writeRows(
  db: Db,
  { from, enteredAt, answeredAt, endedAt, leftAt }: PastCall,
): Promise<string> {
  const nth = ++calls
  const call = {
    From: from,
    To: '+815031234567',
    CallStatus: 'completed',
    ApiVersion: null,
    Direction: 'inbound',
    ForwardedFrom: null,
    CallerName: null,
    created_at: enteredAt,
    updated_at: enteredAt,
  }
  const CallSid = `CA${String(nth).padStart(32, '0')}`
  const DequeingCallSid = `CA${String(nth).padStart(32, 'f')}`
  const visit_id = String(nth).padStart(26, '0')
  await db
    .insertInto('enqueue_data')
    .values({
      ...call,
      CallSid,
      visit_id,
      QueueResult: answeredAt ? 'bridged' : 'hangup',
      QueueSid: null,
      QueueTime: null,
      queue_id: 'support',
      entered_at: enteredAt,
      connecting_at: null,
      left_at: (answeredAt ? endedAt : leftAt) ?? null,
      operator_id: null,
      previous_visit_id: null,
      closed_by: null,
    })
    .execute()
  if (!answeredAt) return CallSid
  await db
    .insertInto('queue_data')
    .values({
      ...call,
      CallSid,
      QueueSid: null,
      QueueTime: null,
      DequeingCallSid,
      visit_id,
      operator_id: 'operator1',
      queue_id: 'support',
      answered_at: answeredAt,
      bridged: 1,
    })
    .execute()
  if (!endedAt) return CallSid
  await db
    .insertInto('statuscallback_data')
    .values({
      ...call,
      CallSid: DequeingCallSid,
      ParentCallSid: null,
      CallDuration: null,
      RecordingUrl: null,
      RecordingSid: null,
      RecordingDuration: null,
      leg: 'operator',
      operator_id: 'operator1',
      ended_at: endedAt,
    })
    .execute()
  return CallSid
}
