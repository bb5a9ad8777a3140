import { audit } from '../audit/audit.ts'
import type { Db } from '../db/db.ts'
import { inTransaction } from '../db/transaction.ts'
import { VisibleError } from '../errors.ts'
import { isPassword } from './password.ts'
import { startSession } from './session.ts'
import type { SessionClaim } from './session-token.ts'
import { claimAttempt, forgetFailures, type Lane } from './sign-in-delay.ts'
import { passFloodGate } from './sign-in-flood.ts'

/** Who typed the right password, and the hash that it was compared with. */
export interface Checked {
  operatorId: string
  passwordHash: string
}

/** Every failure takes the same queries and one bcrypt, and gets one answer. */
export async function checkPassword(
  db: Db,
  { operatorId, password, lane }: { operatorId: string; password: string; lane: Lane },
  now: Date,
): Promise<Checked> {
  await passFloodGate(db, lane, now)
  const operator = await findForSignIn(db, operatorId)
  const [claimed, right] = await Promise.all([
    claimAttempt(db, operatorId, lane, now),
    isPassword(password, operator?.passwordHash),
  ])
  const inTime = claimed || operator?.isGenerated
  if (!operator?.mayWork || !inTime || !right) return refuse(db, operator?.operatorId, now)
  return operator
}

/** The row is begun and the failures are forgotten together: half of it would leave a delay for nothing. */
export async function beginSession(
  db: Db,
  signIn: Checked & SessionClaim,
  lane: Lane,
  now: Date,
): Promise<void> {
  const { operatorId } = signIn
  const hasBegun = await inTransaction(db, async (transaction) => {
    if (!(await lockUnchanged(transaction, signIn))) return false
    await forgetFailures(transaction, operatorId, lane)
    await startSession(transaction, signIn, now)
    await audit(transaction, now, { operatorId, action: 'session/login', subject: operatorId })
    return true
  })
  if (!hasBegun) await refuse(db, operatorId, now)
}

/** False where the password has been changed, or the right to work been taken, since it was compared. */
export async function lockUnchanged(db: Db, { operatorId, passwordHash }: Checked): Promise<boolean> {
  const row = await db
    .selectFrom('operator')
    .select('operator_id')
    .where('operator_id', '=', operatorId)
    .where('password', '=', passwordHash)
    .where('disabled_at', 'is', null)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row !== undefined
}

async function findForSignIn(db: Db, operatorId: string) {
  const row = await db
    .selectFrom('operator')
    .select(['operator_id', 'password', 'disabled_at', 'deleted_at', 'must_change_password'])
    .where('operator_id', '=', operatorId)
    .executeTakeFirst()
  return (
    row && {
      // As it was given: MySQL finds `operator1` by `operator1 ` too.
      operatorId: row.operator_id,
      passwordHash: row.password,
      mayWork: row.disabled_at === null && row.deleted_at === null,
      isGenerated: row.must_change_password === 1,
    }
  )
}

/** What was typed as an id is kept only where it is one: it may have been the password. */
async function refuse(db: Db, operatorId: string | undefined, now: Date): Promise<never> {
  await audit(db, now, { operatorId: null, action: 'session/refused', subject: operatorId ?? null })
  throw new VisibleError('wrong-credentials')
}
