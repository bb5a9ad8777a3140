import type { Selectable } from 'kysely'
import { isOrphan } from '../db/constraint.ts'
import type { Db } from '../db/db.ts'
import type { OperatorTable } from '../db/schema.ts'
import { VisibleError } from '../errors.ts'
import type { Colleague, Operator } from '../http/desk-actions.ts'
import { levelId, levelOf } from './level.ts'

/** Everybody but the deleted, unless these are asked for too. */
export async function listOperators(db: Db, { deleted = false } = {}): Promise<Operator[]> {
  const rows = await db
    .selectFrom('operator')
    .selectAll()
    .$if(!deleted, (query) => query.where('deleted_at', 'is', null))
    .orderBy('operator_id')
    .execute()
  const links = await db.selectFrom('operator_queue').selectAll().orderBy('queue_id').execute()
  const queueIds = new Map<string, string[]>(rows.map(({ operator_id }) => [operator_id, []]))
  for (const { operator_id, queue_id } of links) queueIds.get(operator_id)?.push(queue_id)
  return rows.map((row) => toOperator(row, queueIds.get(row.operator_id) ?? []))
}

/** One operator as it is, kept so until the transaction ends. */
export async function lockOperator(db: Db, operatorId: string): Promise<Operator | undefined> {
  const row = await db
    .selectFrom('operator')
    .selectAll()
    .where('operator_id', '=', operatorId)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row && toOperator(row, await listQueueIds(db, operatorId))
}

export async function listQueueIds(db: Db, operatorId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('operator_queue')
    .select('queue_id')
    .where('operator_id', '=', operatorId)
    .orderBy('queue_id')
    .execute()
  return rows.map(({ queue_id }) => queue_id)
}

/** The administrators who can still work, locked, so that two of them cannot remove each other at once. */
export async function lockActiveAdmins(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('operator')
    .select('operator_id')
    .where('operator_level_id', '=', levelId('admin'))
    .where('disabled_at', 'is', null)
    .where('deleted_at', 'is', null)
    .orderBy('operator_id')
    .forUpdate()
    .execute()
  return rows.map(({ operator_id }) => operator_id)
}

/** Whom one may call: all who can work, but oneself. */
export function listColleagues(db: Db, operatorId: string): Promise<Colleague[]> {
  return db
    .selectFrom('operator')
    .select([
      'operator_id as operatorId',
      'last_name as lastName',
      'first_name as firstName',
      'client_name as clientName',
    ])
    .where('disabled_at', 'is', null)
    .where('deleted_at', 'is', null)
    .where('operator_id', '<>', operatorId)
    .orderBy('operator_id')
    .execute()
}

export async function replaceQueues(db: Db, operatorId: string, queueIds: readonly string[]): Promise<void> {
  await db.deleteFrom('operator_queue').where('operator_id', '=', operatorId).execute()
  if (queueIds.length === 0) return
  const rows = [...new Set(queueIds)].map((queue_id) => ({ operator_id: operatorId, queue_id }))
  try {
    await db.insertInto('operator_queue').values(rows).execute()
  } catch (error) {
    // Removed since it was looked for.
    throw isOrphan(error) ? new VisibleError('invalid', { fields: { queueIds: 'unknown' } }) : error
  }
}

function toOperator(row: Selectable<OperatorTable>, queueIds: string[]): Operator {
  return {
    operatorId: row.operator_id,
    lastName: row.last_name,
    firstName: row.first_name,
    clientName: row.client_name,
    telnum: row.telnum,
    level: levelOf(row.operator_level_id),
    queueIds,
    disabled: row.disabled_at !== null,
    mustChangePassword: row.must_change_password === 1,
    version: row.version,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}
