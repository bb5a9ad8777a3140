import type { MysqlPool } from 'kysely'
import type { Pool, PoolConnection } from 'mysql2'
import { isConnectionGone, isConnectionSpent } from './database-failure.ts'
import { discard } from './discard.ts'

/** A Function has 10 s: a server that accepts queries and answers none is away. */
const timeoutMs = 5000
/** A container that slept comes back with a connection that may be dead without knowing: ask before trusting it. */
const restedMs = 10_000
const pingMs = 1000

/** Of all functions of the container, which share the pool; each bundle carries its own copy of this module. */
const key = Symbol.for('runa.connection-used-at')
const store = globalThis as { [key]?: WeakMap<PoolConnection, number> }
const usedAt = (store[key] ??= new WeakMap())

/** The pool as the desk needs it: no query takes for ever, and no connection is kept that is no good any more. */
export function deskPool(pool: Pool): MysqlPool {
  return {
    getConnection: (callback) =>
      awakeConnection(pool, (error, connection) =>
        callback(error, connection && (new DeskConnection(pool, connection) as unknown as Connection)),
      ),
    end: (callback) => pool.end(callback),
  }
}

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
      discard(connection)
      pool.getConnection(done)
    }
    const timer = setTimeout(settle, pingMs, false)
    connection.ping((failure) => settle(!failure))
  })
}

type Connection = Parameters<Parameters<MysqlPool['getConnection']>[0]>[1]
type Done = (error: unknown, result?: never) => void

interface Query {
  sql: string
  values: unknown
  /** A moment of `performance.now()`. */
  deadline: number
}

/**
 * What Kysely takes for one query, or for all of a transaction. The first that is asked is asked again over another
 * connection where this one proves to be no good: for a transaction that is nothing yet, see `inTransaction`, and a query
 * that stands alone may happen twice.
 */
class DeskConnection {
  private readonly pool: Pool
  private connection: PoolConnection
  private isUsed = false
  /** What became of it. */
  private failure: unknown

  constructor(pool: Pool, connection: PoolConnection) {
    this.pool = pool
    this.connection = connection
  }

  get threadId(): number {
    return this.connection.threadId
  }

  query(sql: string, values: unknown, done: Done): void {
    // To roll back over a connection that is gone is no news: what counts is how it went.
    if (isConnectionGone(this.failure)) return done(this.failure)
    const query = { sql, values, deadline: performance.now() + timeoutMs }
    const isFirst = !this.isUsed
    this.isUsed = true
    this.ask(query, (error, result) => {
      if (isFirst && isConnectionSpent(error)) this.askAnother(query, done)
      else done(error, result)
    })
  }

  /** One that only reads goes as well: where the next leads, there may be a server that writes. */
  release(): void {
    if (this.failure) return discard(this.connection)
    usedAt.set(this.connection, Date.now())
    this.connection.release()
  }

  destroy(): void {
    discard(this.connection)
  }

  /** A query that takes too long costs the connection: what it would still answer must reach nobody else. */
  private ask({ sql, values, deadline }: Query, done: Done): void {
    const timeout = Math.max(1, deadline - performance.now())
    this.connection.query({ sql, values: values as never, timeout }, (error: unknown, result: unknown) => {
      if (isConnectionSpent(error) || isConnectionGone(error)) this.failure = error
      if (isConnectionGone(error)) discard(this.connection)
      done(error, result as never)
    })
  }

  private askAnother(query: Query, done: Done): void {
    discard(this.connection)
    this.pool.getConnection((error, connection) => {
      if (error) return done(error)
      this.connection = connection
      this.failure = undefined
      this.ask(query, done)
    })
  }
}
