import { Kysely, MysqlDialect } from 'kysely'
import type { Pool } from 'mysql2'
import { deskPool } from './desk-pool.ts'
import type { Database } from './schema.ts'

/** The typed query builder of the desk. Functions under `voice/` speak plain SQL to the pool: they must load fast. */
export type Db = Kysely<Database>

export function openDb(pool: Pool): Db {
  return new Kysely<Database>({ dialect: new MysqlDialect({ pool: deskPool(pool) }) })
}
