import { Kysely, MysqlDialect, type MysqlPool } from 'kysely'
import type { Pool, PoolConnection, QueryError } from 'mysql2'
import type { Database } from './schema.ts'

/** The typed query builder of the desk. Functions under `voice/` speak plain SQL to the pool: they must load fast. */
export type Db = Kysely<Database>

/** A Function has 10 s: a server that accepts queries and answers none is away. */
const timeoutMs = 5000

export function openDb(pool: Pool): Db {
  return new Kysely<Database>({ dialect: new MysqlDialect({ pool: impatient(pool) }) })
}

function impatient(pool: Pool): MysqlPool {
  return {
    getConnection: (callback) =>
      pool.getConnection((error, connection) => callback(error, connection && limited(connection))),
    end: (callback) => pool.end(callback),
  }
}

type Connection = Parameters<Parameters<MysqlPool['getConnection']>[0]>[1]

/** A query that takes too long costs the connection: what it would still answer must reach nobody else. */
function limited(connection: PoolConnection): Connection {
  const query = (sql: string, values: unknown, done?: (error: unknown, result: never) => void) =>
    connection.query(
      { sql, values: values as never, timeout: timeoutMs },
      (error: QueryError | null, result: unknown) => {
        if (error?.code === 'PROTOCOL_SEQUENCE_TIMEOUT') connection.destroy()
        done?.(error, result as never)
      },
    )
  return {
    config: connection.config,
    threadId: connection.threadId,
    connect: () => undefined,
    destroy: () => connection.destroy(),
    release: () => connection.release(),
    query,
  } as unknown as Connection
}
