import type { Db } from '../../src/db/db.ts'
import { levelId } from '../../src/operator/level.ts'
import { lockActiveAdmins } from '../../src/operator/operator-queries.ts'
import { operatorId } from '../../src/operator/operator-reference-schema.ts'
import { givePassword, type GivenPassword } from '../../src/session/password.ts'
import { audit } from '../../src/audit/audit.ts'
import { beginsAsAStage } from '../../src/twilio/stage.ts'
import { PlainError } from '../plain-error.ts'

/** Answers the generated password. Refuses where somebody can already do this in the desk. */
export async function makeFirstAdmin(db: Db, id: string, now: Date): Promise<string> {
  if (!operatorId.safeParse(id).success)
    throw new PlainError(`"${id}" cannot be an id: letters, digits, dot, hyphen and underscore, at most 20.`)
  if (beginsAsAStage(clientNameFor(id)))
    throw new PlainError(
      `"${id}" cannot be an id here: it begins as the names of a test stage do. Choose another.`,
    )
  const { password, columns } = await givePassword(now)
  await db.transaction().execute(async (transaction) => {
    await mustBeFirst(transaction, id)
    await insert(transaction, id, columns, now)
    await audit(transaction, now, { operatorId: null, action: 'seed/admin', subject: id })
  })
  return password
}

const clientNameFor = (id: string) => id.replaceAll(/[^A-Za-z0-9_]/g, '_')

async function mustBeFirst(db: Db, id: string): Promise<void> {
  const [admin] = await lockActiveAdmins(db)
  if (admin)
    throw new PlainError(`There is an administrator already, ${admin}, who can make others in the desk.`)
  const taken = await db
    .selectFrom('operator')
    .select('operator_id')
    .where('operator_id', '=', id)
    .executeTakeFirst()
  if (taken)
    throw new PlainError(`There is or was an operator ${id}; ids are never used again: choose another.`)
}

async function insert(db: Db, id: string, given: GivenPassword, now: Date): Promise<void> {
  await db
    .insertInto('operator')
    .values({
      operator_id: id,
      last_name: '管理者',
      first_name: id,
      client_name: clientNameFor(id),
      telnum: null,
      operator_level_id: levelId('admin'),
      ...given,
      created_at: now,
      updated_at: now,
    })
    .execute()
}
