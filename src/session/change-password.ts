import { audit } from '../audit/audit.ts'
import type { Db } from '../db/db.ts'
import { inTransaction } from '../db/transaction.ts'
import { VisibleError } from '../errors.ts'
import { isPersonal, type Person } from './new-password.ts'
import { hashPassword, normalPassword } from './password.ts'
import { endSessionsOf, isRunning, type SessionOperator } from './session.ts'
import { checkPassword, lockUnchanged } from './sign-in.ts'
import { forgetFailures } from './sign-in-delay.ts'

/**
 * Guessing the old password in a stolen session is as slow as at the door. What a reset or another change did since the
 * old one was compared stays: it has ended this session, too.
 */
export async function changePassword(
  db: Db,
  { operatorId, sessionId }: SessionOperator,
  { password, newPassword }: { password: string; newPassword: string },
  now: Date,
): Promise<void> {
  if (normalPassword(password) === normalPassword(newPassword)) refuseNew('same')
  if (isPersonal(newPassword, await findPerson(db, operatorId))) refuseNew('personal')
  const checked = await checkPassword(db, { operatorId, password, isKnownTo: () => true }, now).catch(
    toFieldError,
  )
  const hash = await hashPassword(newPassword)
  await inTransaction(db, async (transaction) => {
    const isSame =
      (await lockUnchanged(transaction, checked)) && (await isRunning(transaction, sessionId, now))
    if (!isSame) throw new VisibleError('no-session')
    await forgetFailures(transaction, operatorId, 'known')
    await storePassword(transaction, operatorId, hash, now)
    await endSessionsOf(transaction, operatorId, now, sessionId)
    await audit(transaction, now, { operatorId, action: 'session/change-password', subject: operatorId })
  })
}

function refuseNew(fault: 'same' | 'personal'): never {
  throw new VisibleError('invalid', { fields: { newPassword: fault } })
}

function findPerson(db: Db, operatorId: string): Promise<Person> {
  return db
    .selectFrom('operator')
    .select(['operator_id as operatorId', 'client_name as clientName', 'telnum'])
    .select(['last_name as lastName', 'first_name as firstName'])
    .where('operator_id', '=', operatorId)
    .executeTakeFirstOrThrow()
}

async function storePassword(db: Db, operatorId: string, hash: string, now: Date): Promise<void> {
  await db
    .updateTable('operator')
    .set({
      password: hash,
      must_change_password: 0,
      given_password: null,
      given_until: null,
      updated_at: now,
    })
    .where('operator_id', '=', operatorId)
    .execute()
}

/** 401 would say that the session is over; it is the typed password that is wrong. */
function toFieldError(error: unknown): never {
  const wrong = error instanceof VisibleError && error.code === 'wrong-credentials'
  throw wrong ? new VisibleError('invalid', { fields: { password: 'wrong' } }) : error
}
