import { audit } from '../audit/audit.ts'
import type { Db } from '../db/db.ts'
import { inTransaction } from '../db/transaction.ts'
import { VisibleError } from '../errors.ts'
import { isPassword, normalPassword } from './password.ts'
import { startSession } from './session.ts'
import { hashed, type DeviceOwner, type SessionClaim } from './session-token.ts'
import { claimAttempt, forgetFailures, type Lane } from './sign-in-delay.ts'
import { passFloodGate } from './sign-in-flood.ts'

/** Who typed the right password, from where, and the hash that it was compared with. */
export interface Checked extends DeviceOwner {
  passwordHash: string
  lane: Lane
}

interface Typed {
  operatorId: string
  password: string
  /** Whether the browser is one that this operator signed in from. */
  isKnownTo(owner: DeviceOwner): boolean
}

/**
 * Every failure takes the same queries and one bcrypt, and gets one answer. A password that was given is known by a hash that
 * takes no time, so nothing that strangers do at the door keeps out whoever holds it.
 */
export async function checkPassword(db: Db, typed: Typed, now: Date): Promise<Checked> {
  const operator = await findForSignIn(db, typed.operatorId)
  const lane: Lane = operator?.mayWork && typed.isKnownTo(operator) ? 'known' : 'any'
  const right = isGiven(operator, typed) || (await isRight(db, operator, typed, lane, now))
  if (!operator?.mayWork || !right) return refuse(db, operator?.operatorId, now)
  if (operator.givenUntil && operator.givenUntil <= now) throw new VisibleError('password-over')
  return { ...operator, lane }
}

type Operator = Awaited<ReturnType<typeof findForSignIn>>

function isGiven(operator: Operator, { password }: Typed): boolean {
  return operator?.givenHash === hashed(normalPassword(password))
}

async function isRight(
  db: Db,
  operator: Operator,
  { operatorId, password }: Typed,
  lane: Lane,
  now: Date,
): Promise<boolean> {
  await passFloodGate(db, lane, now)
  const [claimed, right] = await Promise.all([
    claimAttempt(db, operatorId, lane, now),
    isPassword(password, operator?.passwordHash),
  ])
  return claimed && right
}

/** The row is begun and the failures are forgotten together: half of it would leave a delay for nothing. */
export async function beginSession(db: Db, signIn: Checked & SessionClaim, now: Date): Promise<void> {
  const { operatorId, lane } = signIn
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
export async function lockUnchanged(
  db: Db,
  { operatorId, passwordHash }: Pick<Checked, 'operatorId' | 'passwordHash'>,
): Promise<boolean> {
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
    .select(['operator_id', 'password', 'disabled_at', 'deleted_at'])
    .select(['given_password', 'given_until', 'device_epoch'])
    .where('operator_id', '=', operatorId)
    .executeTakeFirst()
  return (
    row && {
      // As it was given: MySQL finds `operator1` by `operator1 ` too.
      operatorId: row.operator_id,
      passwordHash: row.password,
      mayWork: row.disabled_at === null && row.deleted_at === null,
      givenHash: row.given_password,
      givenUntil: row.given_until,
      deviceEpoch: row.device_epoch,
    }
  )
}

/** What was typed as an id is kept only where it is one: it may have been the password. */
async function refuse(db: Db, operatorId: string | undefined, now: Date): Promise<never> {
  await audit(db, now, { operatorId: null, action: 'session/refused', subject: operatorId ?? null })
  throw new VisibleError('wrong-credentials')
}
