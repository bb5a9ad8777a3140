import { createConnection } from 'mysql2/promise'
import { afterAll, beforeAll, beforeEach, inject } from 'vitest'
import { openDb, type Db } from '../../src/db/db.ts'
import { migrate } from '../../src/db/migrator.ts'
import { closePool, openPool } from '../../src/db/pool.ts'

export interface TestDatabase {
  url: string
  db: Db
}

/** A migrated database of this worker's own, its tables emptied before each test. Call at the top of a test file. */
export function useDatabase({ emptyEach = true } = {}): TestDatabase {
  const database = {} as TestDatabase
  beforeAll(async () => {
    database.url = await workerDatabase()
    await migrate(openPool(database.url))
    database.db = openDb(openPool(database.url))
    await emptyTables(database.url)
  })
  beforeEach(() => (emptyEach ? emptyTables(database.url) : undefined))
  afterAll(closePool)
  return database
}

/** The address of the database of this worker, made on the run's server. */
export async function workerDatabase(): Promise<string> {
  const server = new URL(inject('databaseServer'))
  // Each project counts its workers from one.
  const name = `runa_test_${inject('projectName')}_${process.env.VITEST_POOL_ID}`
  const connection = await createConnection(new URL('/', server).href)
  await connection.query(`create database if not exists ${name} character set utf8mb4 collate utf8mb4_bin`)
  await connection.end()
  return new URL(`/${name}`, server).href
}

export async function emptyTables(url: string): Promise<void> {
  const connection = await createConnection({ uri: url, multipleStatements: true })
  const [rows] = await connection.query(
    `select table_name as name from information_schema.tables
     where table_schema = database() and table_type = 'BASE TABLE' and table_name not like 'kysely%' and table_name <> 'schema_routine' and table_name <> 'wallboard_snapshot'`,
  )
  const deletes = (rows as { name: string }[]).map(({ name }) => `delete from \`${name}\`;`)
  await connection.query(
    `set foreign_key_checks = 0; ${deletes.join(' ')}
     update wallboard_snapshot set refreshed_at = '2000-01-01', refreshing_until = '2000-01-01', board = null, ends_sought_at = null;`,
  )
  await connection.end()
}
