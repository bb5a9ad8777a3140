import { sql } from 'kysely'
import { audit } from '../audit/audit.ts'
import type { Db } from '../db/db.ts'
import { inTransaction } from '../db/transaction.ts'
import { isDuplicate } from '../db/constraint.ts'
import { VisibleError } from '../errors.ts'
import type { NewOperator, Operator } from '../http/desk-actions.ts'
import { mustBeQueues } from '../queue/queue-queries.ts'
import { givePassword, type GivenPassword } from '../session/password.ts'
import type { Acting } from './acting.ts'
import { levelId } from './level.ts'
import { lockOperator, replaceQueues } from './operator-queries.ts'
import { mustReach } from './operator-rules.ts'

/** A new operator with a password that is told once, here, and must be changed at the first sign-in. */
export async function createOperator(
  { db, now, operator: actor }: Acting,
  wanted: NewOperator,
): Promise<{ operator: Operator; password: string }> {
  mustReach(actor, wanted.level)
  const { password, columns } = await givePassword(now)
  const operator = await inTransaction(db, async (transaction) => {
    await mustBeNew(transaction, wanted)
    await mustBeQueues(transaction, wanted.queueIds)
    await insertOperator(transaction, wanted, columns, now)
    const after = (await lockOperator(transaction, wanted.operatorId))!
    await audit(transaction, now, {
      operatorId: actor.operatorId,
      action: 'operators/create',
      subject: wanted.operatorId,
      after,
    })
    return after
  })
  return { operator, password }
}

/** History keeps the names of the deleted, so theirs are taken too; and `Admin` is not somebody else than `admin`. */
async function mustBeNew(db: Db, { operatorId, clientName }: NewOperator): Promise<void> {
  const taken = await db
    .selectFrom('operator')
    .select(sql<number>`operator_id_folded = lower(${operatorId})`.as('sameId'))
    .where(
      sql<boolean>`operator_id_folded = lower(${operatorId}) or client_name_folded = lower(${clientName})`,
    )
    .orderBy('sameId', 'desc')
    .executeTakeFirst()
  if (!taken) return
  throw new VisibleError('taken', { fields: { [taken.sameId ? 'operatorId' : 'clientName']: 'taken' } })
}

async function insertOperator(db: Db, wanted: NewOperator, given: GivenPassword, now: Date): Promise<void> {
  const row = {
    operator_id: wanted.operatorId,
    last_name: wanted.lastName,
    first_name: wanted.firstName,
    client_name: wanted.clientName,
    telnum: wanted.telnum ?? null,
    operator_level_id: levelId(wanted.level),
    ...given,
    created_at: now,
    updated_at: now,
  }
  try {
    await db.insertInto('operator').values(row).execute()
  } catch (error) {
    // Made by somebody else since it was looked for.
    if (isDuplicate(error)) await mustBeNew(db, wanted)
    throw error
  }
  await replaceQueues(db, wanted.operatorId, wanted.queueIds)
}
