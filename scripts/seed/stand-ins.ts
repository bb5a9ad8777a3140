import { randomBytes } from 'node:crypto'
import type { Db } from '../../src/db/db.ts'
import { levelId } from '../../src/operator/level.ts'
import { generatePassword, hashPassword } from '../../src/session/password.ts'
import { startSession } from '../../src/session/session.ts'

/** Operators of the demo whom the telephone's page plays, so that callers are answered without a second browser. */
export const standIns = [{ id: 'standin', lastName: '代役', firstName: '一郎', queue: 'support' }] as const

/**
 * Nobody knows their passwords: a session is begun for them here, since a softphone without one is not put through. It runs
 * as long as the centre that was started just now.
 */
export async function seedStandIns(db: Db, now: Date): Promise<void> {
  for (const standIn of standIns) {
    await seedOperator(db, standIn, now)
    await db.deleteFrom('session').where('operator_id', '=', standIn.id).execute()
    await startSession(db, { operatorId: standIn.id, sessionId: randomBytes(32).toString('hex') }, now, year)
  }
}

const year = 365 * 24 * 3600

async function seedOperator(db: Db, standIn: (typeof standIns)[number], now: Date): Promise<void> {
  const row = {
    operator_id: standIn.id,
    password: await hashPassword(generatePassword()),
    last_name: standIn.lastName,
    first_name: standIn.firstName,
    client_name: standIn.id,
    operator_level_id: levelId('operator'),
    created_at: now,
    updated_at: now,
  }
  await db.insertInto('operator').ignore().values(row).execute()
  const belongs = { operator_id: standIn.id, queue_id: standIn.queue }
  await db.insertInto('operator_queue').ignore().values(belongs).execute()
}
