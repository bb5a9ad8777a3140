import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { migrate, migrations } from '../../src/db/migrator.ts'
import { openPool } from '../../src/db/pool.ts'
import { useDatabase } from '../support/database.ts'

const database = useDatabase()

test.each(Object.keys(migrations))('%s can be run again after it broke half way', async (name) => {
  const later = Object.keys(migrations).filter((other) => other >= name)
  await sql`delete from kysely_migration where name in (${sql.join(later)})`.execute(database.db)
  expect(await migrate(openPool(database.url))).toEqual(later)
})
