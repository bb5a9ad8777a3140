import type { Pool, PoolConnection, RowDataPacket } from 'mysql2'
import { failureOf, isConnectionGone, isConnectionSpent, isServerAway } from './database-failure.ts'
import { discard } from './discard.ts'

/** A connection unused for so long may have died while the container was frozen, in ms. */
const doubtfulAfter = 5000
/** How long a doubtful connection may take before a fresh one is tried, in ms. */
const doubtfulBudget = 700

const key = Symbol.for('runa.connection-answered-at')
const store = globalThis as { [key]?: WeakMap<PoolConnection, number> }
const answeredAt = (store[key] ??= new WeakMap())

export interface Statement {
  sql: string
  values: unknown[]
}

/** Runs a statement; on a fresh connection where the one that was there turns out to be no good any more. */
export async function runWithin<Row>(pool: Pool, statement: Statement, deadline: number): Promise<Row[]> {
  const connection = await within(deadline, connect(pool), (late) => late.release())
  const isFresh = !answeredAt.has(connection)
  try {
    return await run<Row>(connection, statement, Math.min(deadline, patienceWith(connection)))
  } catch (error) {
    if (isFresh || !mayAnotherDoIt(error) || performance.now() >= deadline) throw error
    return runWithin<Row>(pool, statement, deadline)
  }
}

const mayAnotherDoIt = (error: unknown) => isConnectionSpent(error) || isConnectionGone(error)

function patienceWith(connection: PoolConnection): number {
  const isDoubtful = Date.now() - (answeredAt.get(connection) ?? Date.now()) > doubtfulAfter
  return isDoubtful ? performance.now() + doubtfulBudget : Infinity
}

async function run<Row>(
  connection: PoolConnection,
  { sql, values }: Statement,
  deadline: number,
): Promise<Row[]> {
  try {
    const rows = await within(deadline, query<Row>(connection, sql, values))
    answeredAt.set(connection, Date.now())
    connection.release()
    return rows
  } catch (error) {
    if (isServerAway(error)) discard(connection)
    else connection.release()
    throw error
  }
}

function connect(pool: Pool): Promise<PoolConnection> {
  return new Promise((resolve, reject) => {
    pool.getConnection((error, connection) => (error ? reject(error) : resolve(connection)))
  })
}

/** A procedure answers with a list of row lists and a header. */
function query<Row>(connection: PoolConnection, sql: string, values: unknown[]): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    connection.query<RowDataPacket[]>(sql, values, (error, rows) => {
      if (error) return reject(error)
      const first: unknown = Array.isArray(rows) && Array.isArray(rows[0]) ? rows[0] : rows
      resolve((Array.isArray(first) ? first : []) as Row[])
    })
  })
}

/** Gives up at the deadline; what arrives later is handed to `late`. */
function within<T>(deadline: number, work: Promise<T>, late?: (result: T) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    let over = false
    const timer = setTimeout(
      () => {
        over = true
        reject(failureOf('timeout'))
      },
      Math.max(0, deadline - performance.now()),
    )
    work.then(
      (result) => {
        clearTimeout(timer)
        if (over) late?.(result)
        resolve(result)
      },
      (error: unknown) => {
        clearTimeout(timer)
        reject(error)
      },
    )
  })
}
