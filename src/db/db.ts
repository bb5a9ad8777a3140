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
      awakeConnection(pool, (error, connection) => callback(error, connection && limited(connection))),
    end: (callback) => pool.end(callback),
  }
}

/** A container that slept comes back with a connection that may be dead without knowing: ask before trusting it. */
const restedMs = 10_000
const pingMs = 1000
/** Of all functions of the container, which share the pool; each bundle carries its own copy of this module. */
const key = Symbol.for('runa.connection-used-at')
const store = globalThis as { [key]?: WeakMap<PoolConnection, number> }
const usedAt = (store[key] ??= new WeakMap())

type Taken = Parameters<Pool['getConnection']>[0]

function awakeConnection(pool: Pool, done: Taken): void {
  pool.getConnection((error, connection) => {
    if (error || Date.now() - (usedAt.get(connection) ?? 0) < restedMs) return done(error, connection)
    let settled = false
    const settle = (isAlive: boolean) => {
      if (settled) return
      settled = true
      clearTimeout(timer)
      if (isAlive) return done(null, connection)
      connection.destroy()
      pool.getConnection(done)
    }
    const timer = setTimeout(settle, pingMs, false)
    connection.ping((failure) => settle(!failure))
  })
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
    release: () => {
      usedAt.set(connection, Date.now())
      connection.release()
    },
    query,
  } as unknown as Connection
}
