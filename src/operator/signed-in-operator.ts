import { knownTimeZone } from '../business-day.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/db.ts'
import type { SignedInOperator } from '../http/desk-actions.ts'
import type { SessionOperator } from '../session/session.ts'
import { levelOf } from './level.ts'

interface Centre {
  db: Db
  config: Config
}

export async function signedInOperator(
  { db, config }: Centre,
  operator: SessionOperator,
): Promise<SignedInOperator> {
  const { sessionId: _, ...known } = operator
  return {
    ...known,
    ...(await listQueues(db, operator.operatorId)),
    ...ofCentre(config),
  }
}

/** Who has just signed in. */
export async function findSignedInOperator(
  { db, config }: Centre,
  operatorId: string,
): Promise<SignedInOperator> {
  const row = await db
    .selectFrom('operator')
    .select([
      'operator_id',
      'last_name',
      'first_name',
      'client_name',
      'operator_level_id',
      'must_change_password',
    ])
    .where('operator_id', '=', operatorId)
    .executeTakeFirstOrThrow()
  return {
    operatorId: row.operator_id,
    lastName: row.last_name,
    firstName: row.first_name,
    clientName: row.client_name,
    level: levelOf(row.operator_level_id),
    mustChangePassword: row.must_change_password === 1,
    ...(await listQueues(db, operatorId)),
    ...ofCentre(config),
  }
}

function ofCentre(config: Config) {
  return { timeZone: knownTimeZone(config), dialAllowedPrefixes: [...config.dialAllowedPrefixes] }
}

/** The operator's own to work in, and everybody's to be called by their names. */
async function listQueues(
  db: Db,
  operatorId: string,
): Promise<Pick<SignedInOperator, 'queues' | 'queueNames'>> {
  const all = await db
    .selectFrom('queue')
    .leftJoin('operator_queue as own', (join) =>
      join.onRef('own.queue_id', '=', 'queue.queue_id').on('own.operator_id', '=', operatorId),
    )
    .select(['queue.queue_id as queueId', 'queue_name as queueName', 'wrap_up_seconds as wrapUpSeconds'])
    .select('own.operator_id as ownerId')
    .orderBy('queue.queue_id')
    .execute()
  return {
    queues: all.flatMap(({ ownerId, ...queue }) => (ownerId === null ? [] : [queue])),
    queueNames: Object.fromEntries(all.map(({ queueId, queueName }) => [queueId, queueName])),
  }
}
