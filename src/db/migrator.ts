import { Kysely, MysqlDialect } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import type { Pool } from 'mysql2'
import * as calls from './migrations/0001-calls.ts'
import * as people from './migrations/0002-people.ts'
import * as customers from './migrations/0003-customers.ts'
import * as wallboard from './migrations/0004-wallboard.ts'
import * as visits from './migrations/0005-visits.ts'
import * as legs from './migrations/0006-legs.ts'
import * as signedIn from './migrations/0007-signed-in.ts'
import * as oneVerdict from './migrations/0008-one-verdict.ts'
import * as auditFilters from './migrations/0009-audit-filters.ts'
import * as notes from './migrations/0010-notes.ts'
import * as written from './migrations/0011-written.ts'
import * as shownCustomers from './migrations/0012-customers.ts'
import * as ownNumbers from './migrations/0013-own-numbers.ts'
import * as givenPasswords from './migrations/0015-given-passwords.ts'
import { makeRoutines } from './routines.ts'

/**
 * Applied in this order, each once. Never edit one that has been released: add the next. MySQL does not roll back
 * what changes tables: one that broke half way is run again from its beginning, and must bear that.
 */
export const migrations: Record<string, Migration> = {
  '0001-calls': calls,
  '0002-people': people,
  '0003-customers': customers,
  '0004-wallboard': wallboard,
  '0005-visits': visits,
  '0006-legs': legs,
  '0007-signed-in': signedIn,
  '0008-one-verdict': oneVerdict,
  '0009-audit-filters': auditFilters,
  '0010-notes': notes,
  '0011-written': written,
  '0012-customers': shownCustomers,
  '0013-own-numbers': ownNumbers,
  '0015-given-passwords': givenPasswords,
}

export function migrator(pool: Pool): Migrator {
  const db = new Kysely<unknown>({ dialect: new MysqlDialect({ pool }) })
  return new Migrator({ db, provider: { getMigrations: async () => migrations } })
}

/**
 * Brings the schema up to date, tables first, then the procedures and views of the tree; tells the names of what it
 * applied and made. Throws what the database said.
 */
export async function migrate(pool: Pool): Promise<string[]> {
  const { error, results = [] } = await migrator(pool).migrateToLatest()
  if (error) throw error
  const applied = results
    .filter(({ status }) => status === 'Success')
    .map(({ migrationName }) => migrationName)
  return [...applied, ...(await makeRoutines(pool, { afresh: applied.length > 0 }))]
}
