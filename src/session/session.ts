import { sql } from 'kysely'
import type { Db } from '../db/db.ts'
import type { Level } from '../http/desk-actions.ts'
import { levelOf } from '../operator/level.ts'
import { sessionSeconds, type SessionClaim } from './session-token.ts'

/** Who is asking, as MySQL has it at this moment. */
export interface SessionOperator {
  sessionId: string
  operatorId: string
  lastName: string
  firstName: string
  clientName: string
  level: Level
  mustChangePassword: boolean
}

/** The claim's operator, if the session is still running and the operator may still work. One query. */
export async function findSession(
  db: Db,
  { sessionId, operatorId }: SessionClaim,
  now: Date,
): Promise<SessionOperator | undefined> {
  const row = await db
    .selectFrom('session')
    .innerJoin('operator', 'operator.operator_id', 'session.operator_id')
    .where('session_id', '=', sessionId)
    .where('session.operator_id', '=', operatorId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('disabled_at', 'is', null)
    .where('deleted_at', 'is', null)
    .select([
      'operator.operator_id as operatorId',
      'last_name as lastName',
      'first_name as firstName',
      'client_name as clientName',
      'operator_level_id',
      'must_change_password',
    ])
    .executeTakeFirst()
  if (!row) return undefined
  const { operator_level_id, must_change_password, ...names } = row
  return {
    ...names,
    sessionId,
    level: levelOf(operator_level_id),
    mustChangePassword: must_change_password === 1,
  }
}

export async function isRunning(db: Db, sessionId: string, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('session')
    .select('session_id')
    .where('session_id', '=', sessionId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row !== undefined
}

/** Also forgets the operator's sessions that have run out: nobody needs their rows. */
export async function startSession(
  db: Db,
  claim: SessionClaim,
  now: Date,
  seconds = sessionSeconds,
): Promise<void> {
  const { sessionId: session_id, operatorId: operator_id } = claim
  await db
    .deleteFrom('session')
    .where('operator_id', '=', operator_id)
    .where('expires_at', '<=', now)
    .execute()
  const expires_at = new Date(now.getTime() + seconds * 1000)
  await db.insertInto('session').values({ session_id, operator_id, expires_at, created_at: now }).execute()
}

export async function endSession(db: Db, sessionId: string, now: Date): Promise<void> {
  await db
    .updateTable('session')
    .set({ ended_at: sql`coalesce(ended_at, ${now})` })
    .where('session_id', '=', sessionId)
    .execute()
}

/** Ends what the operator has open elsewhere; `except` is the session that asks, if it is the operator's own. */
export async function endSessionsOf(db: Db, operatorId: string, now: Date, except = ''): Promise<void> {
  await db
    .updateTable('session')
    .set({ ended_at: now })
    .where('operator_id', '=', operatorId)
    .where('ended_at', 'is', null)
    .where('session_id', '<>', except)
    .execute()
}
