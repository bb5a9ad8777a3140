import type { Db } from '../db/db.ts'
import { VisibleError } from '../errors.ts'
import { endLeg } from '../twilio/calls.ts'
import type { TwilioAccess } from '../twilio/quick-client.ts'

interface Legs {
  db: Db
  now: Date
  twilio: TwilioAccess
}

/** Ends the legs that wait in queues the operator may not wait in (any more). Nobody is on them but the operator. */
export async function endWaitingLegs({ db, now, twilio }: Legs, operatorId: string): Promise<void> {
  for (const callSid of await listForbiddenLegs(db, operatorId, now)) await end(twilio, callSid)
}

/**
 * Once more after the change is stored: a softphone begins its next wait at once, and may have begun one in between.
 * What fails here is refused by the next step of that leg anyway.
 */
export async function sweepWaitingLegs(legs: Legs, operatorId: string): Promise<void> {
  await endWaitingLegs(legs, operatorId).catch(() => undefined)
}

/** At sign-out every waiting leg ends, and whatever fails keeps nobody signed in. */
export async function endAllWaitingLegs({ db, now, twilio }: Legs, operatorId: string): Promise<void> {
  for (const { CallSid } of await listWaitingLegs(db, operatorId, now)) {
    await end(twilio, CallSid).catch(() => undefined)
  }
}

async function end(twilio: TwilioAccess, callSid: string): Promise<void> {
  try {
    await endLeg(twilio, callSid)
  } catch (error) {
    throw new VisibleError('twilio-away', { cause: error })
  }
}

async function listForbiddenLegs(db: Db, operatorId: string, now: Date): Promise<string[]> {
  const legs = await listWaitingLegs(db, operatorId, now)
  if (legs.length === 0) return []
  const allowed = await db
    .selectFrom('operator_queue')
    .innerJoin('operator', 'operator.operator_id', 'operator_queue.operator_id')
    .select('queue_id')
    .where('operator_queue.operator_id', '=', operatorId)
    .where('disabled_at', 'is', null)
    .where('deleted_at', 'is', null)
    .execute()
  const destinations = new Set(allowed.map(({ queue_id }) => `queue:${queue_id}`))
  return legs.filter(({ destination }) => !destinations.has(destination ?? '')).map(({ CallSid }) => CallSid)
}

/** Legs in `<Dial><Queue>` that no caller has reached yet. Twilio ends every leg after 4 h. */
function listWaitingLegs(db: Db, operatorId: string, now: Date) {
  return db
    .selectFrom('operator_call')
    .select(['CallSid', 'destination'])
    .where('operator_id', '=', operatorId)
    .where('destination', 'like', 'queue:%')
    .where('answered_at', 'is', null)
    .where('ended_at', 'is', null)
    .where('started_at', '>', new Date(now.getTime() - 5 * 3600_000))
    .execute()
}
