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
