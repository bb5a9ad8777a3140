import { legOver } from '../call/call-rows.ts'
import { listWaitingLegs } from '../call/live-legs.ts'
import type { Db } from '../db/db.ts'
import { runProcedure } from '../db/run-procedure.ts'
import { VisibleError } from '../errors.ts'
import { endLeg } from '../twilio/calls.ts'
import type { TwilioAccess } from '../twilio/quick-client.ts'

interface Legs {
  db: Db
  now: Date
  twilio: TwilioAccess
}

/** Ends the legs that wait in queues the operator may not wait in (any more). Nobody is on them but the operator. */
export async function endWaitingLegs(legs: Legs, operatorId: string): Promise<void> {
  for (const callSid of await listForbiddenLegs(legs.db, operatorId)) await end(legs, callSid)
}

/**
 * Once more after the change is stored: a softphone begins its next wait at once, and may have begun one in between.
 * What fails here is refused by the next step of that leg anyway.
 */
export async function sweepWaitingLegs(legs: Legs, operatorId: string): Promise<void> {
  await endWaitingLegs(legs, operatorId).catch(() => undefined)
}

/** At sign-out every waiting leg ends, and whatever fails keeps nobody signed in. */
export async function endAllWaitingLegs(legs: Legs, operatorId: string): Promise<void> {
  for (const { CallSid } of await listWaitingLegs(legs.db, operatorId)) {
    await end(legs, CallSid).catch(() => undefined)
  }
}

/** A leg that Twilio says was over already has lost its end: the row is told. */
async function end({ db, now, twilio }: Legs, callSid: string): Promise<void> {
  const wasOver = await endLeg(twilio, callSid).catch((error: unknown) => {
    throw new VisibleError('twilio-away', { cause: error })
  })
  if (wasOver) await runProcedure(db, legOver(callSid, now))
}

async function listForbiddenLegs(db: Db, operatorId: string): Promise<string[]> {
  const legs = await listWaitingLegs(db, operatorId)
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
