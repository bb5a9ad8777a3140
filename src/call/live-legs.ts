import type { Db } from '../db/db.ts'

/** An operator's legs that wait for callers, newest first. */
export function listWaitingLegs(db: Db, operatorId: string) {
  return db
    .selectFrom('waiting_leg')
    .select(['CallSid', 'destination'])
    .where('operator_id', '=', operatorId)
    .orderBy('started_at', 'desc')
    .execute()
}

/** The leg on which an operator talks, or rings somebody, or is rung: not one that waits. */
export function findLegInHand(db: Db, operatorId: string) {
  return (
    db
      .selectFrom('live_leg as leg')
      .leftJoin('waiting_leg as waiting', 'waiting.CallSid', 'leg.CallSid')
      .select(['leg.CallSid', 'leg.destination', 'leg.number', 'leg.started_at', 'leg.answered_at'])
      .where('leg.operator_id', '=', operatorId)
      .where('waiting.CallSid', 'is', null)
      // Whoever is on the line comes before a colleague who only rings.
      .orderBy((row) => row('leg.answered_at', 'is', null))
      .orderBy('leg.started_at', 'desc')
      .limit(1)
      .executeTakeFirst()
  )
}
