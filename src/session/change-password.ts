import { audit } from '../audit/audit.ts'
import type { Db } from '../db/db.ts'
import { VisibleError } from '../errors.ts'
import { hashPassword } from './password.ts'
import { endSessionsOf, type SessionOperator } from './session.ts'
import { checkPassword } from './sign-in.ts'
import { forgetFailures } from './sign-in-delay.ts'

/** Guessing the old password in a stolen session is as slow as at the door. */
export async function changePassword(
  db: Db,
  { operatorId, sessionId }: SessionOperator,
  { password, newPassword }: { password: string; newPassword: string },
  now: Date,
): Promise<void> {
  if (password === newPassword) throw new VisibleError('invalid', { fields: { newPassword: 'same' } })
  await checkPassword(db, { operatorId, password, lane: 'known' }, now).catch(toFieldError)
  const hash = await hashPassword(newPassword)
  await db.transaction().execute(async (transaction) => {
    await forgetFailures(transaction, operatorId, 'known')
    await storePassword(transaction, operatorId, hash, now)
    await endSessionsOf(transaction, operatorId, now, sessionId)
    await audit(transaction, now, { operatorId, action: 'session/change-password', subject: operatorId })
  })
}

async function storePassword(db: Db, operatorId: string, hash: string, now: Date): Promise<void> {
  await db
    .updateTable('operator')
    .set({ password: hash, must_change_password: 0, updated_at: now })
    .where('operator_id', '=', operatorId)
    .execute()
}

/** 401 would say that the session is over; it is the typed password that is wrong. */
function toFieldError(error: unknown): never {
  const wrong = error instanceof VisibleError && error.code === 'wrong-credentials'
  throw wrong ? new VisibleError('invalid', { fields: { password: 'wrong' } }) : error
}
