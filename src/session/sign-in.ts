import { audit } from '../audit/audit.ts'
import type { Db } from '../db/db.ts'
import { VisibleError } from '../errors.ts'
import { isPassword } from './password.ts'
import { startSession } from './session.ts'
import type { SessionClaim } from './session-token.ts'
import { claimAttempt, forgetFailures, type Lane } from './sign-in-delay.ts'
import { passFloodGate } from './sign-in-flood.ts'

/** Every failure takes the same queries and one bcrypt, and gets one answer. */
export async function checkPassword(
  db: Db,
  { operatorId, password, lane }: { operatorId: string; password: string; lane: Lane },
  now: Date,
): Promise<void> {
  await passFloodGate(db, lane, now)
  const operator = await findForSignIn(db, operatorId)
  const [claimed, right] = await Promise.all([
    claimAttempt(db, operatorId, lane, now),
    isPassword(password, operator?.password),
  ])
  const inTime = claimed || operator?.isGenerated
  if (!inTime || !right || !operator?.mayWork) await refuse(db, operatorId, now)
}

/** The row is begun and the failures are forgotten together: half of it would leave a delay for nothing. */
export async function beginSession(db: Db, claim: SessionClaim, lane: Lane, now: Date): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await forgetFailures(transaction, claim.operatorId, lane)
    await startSession(transaction, claim, now)
    await audit(transaction, now, {
      operatorId: claim.operatorId,
      action: 'session/login',
      subject: claim.operatorId,
    })
  })
}

async function findForSignIn(db: Db, operatorId: string) {
  const row = await db
    .selectFrom('operator')
    .select(['password', 'disabled_at', 'deleted_at', 'must_change_password'])
    .where('operator_id', '=', operatorId)
    .executeTakeFirst()
  return (
    row && {
      password: row.password,
      mayWork: row.disabled_at === null && row.deleted_at === null,
      isGenerated: row.must_change_password === 1,
    }
  )
}

async function refuse(db: Db, operatorId: string, now: Date): Promise<never> {
  await audit(db, now, { operatorId: null, action: 'session/refused', subject: operatorId })
  throw new VisibleError('wrong-credentials')
}
