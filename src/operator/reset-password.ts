import { sql } from 'kysely'
import { audit } from '../audit/audit.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Operator } from '../http/desk-actions.ts'
import { givePassword } from '../session/password.ts'
import { endSessionsOf } from '../session/session.ts'
import type { Acting } from './acting.ts'
import { lockOperator } from './operator-queries.ts'
import { mustBeChangeable, mustNotBeOneself } from './operator-rules.ts'

/**
 * A generated password, told once, of anybody but oneself. The operator's sessions end, any delay at the door, and what
 * browsers were given to be known by.
 */
export async function resetPassword(
  { db, now, operator: actor }: Acting,
  { operatorId, version }: Pick<Operator, 'operatorId' | 'version'>,
): Promise<string> {
  const { password, columns } = await givePassword(now)
  await inTransaction(db, async (transaction) => {
    const operator = await lockOperator(transaction, operatorId)
    mustBeChangeable(actor, operator, version)
    mustNotBeOneself(actor, operator)
    await transaction
      .updateTable('operator')
      .set({
        ...columns,
        device_epoch: sql`device_epoch + 1`,
        failed_sign_ins: 0,
        sign_in_after: null,
        known_failed_sign_ins: 0,
        known_sign_in_after: null,
        version: version + 1,
        updated_at: now,
      })
      .where('operator_id', '=', operatorId)
      .execute()
    await endSessionsOf(transaction, operatorId, now)
    const record = {
      operatorId: actor.operatorId,
      action: 'operators/reset-password' as const,
      subject: operatorId,
    }
    await audit(transaction, now, record)
  })
  return password
}
