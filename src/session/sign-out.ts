import { audit } from '../audit/audit.ts'
import type { Db } from '../db/db.ts'
import { inTransaction } from '../db/transaction.ts'
import { endSession, type SessionOperator } from './session.ts'

export async function signOut(db: Db, { sessionId, operatorId }: SessionOperator, now: Date): Promise<void> {
  await inTransaction(db, async (transaction) => {
    await endSession(transaction, sessionId, now)
    await audit(transaction, now, { operatorId, action: 'session/logout', subject: operatorId })
  })
}
