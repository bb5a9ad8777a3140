import type { Pool, PoolConnection, RowDataPacket } from 'mysql2'
import { failureOf, isConnectionLost, isServerAway } from './database-failure.ts'
import { isOutage, mayProbe, outageBegan, outageIsOver, probing } from './outage.ts'

/** What a live call may spend on MySQL in one step: connecting and the statement together, in ms. */
const budget = 2000
/** What it may spend to find out whether MySQL is there again: its caller, too, hears a sentence within 1 s. */
const probeBudget = 800
/** A connection unused for so long may have died while the container was frozen, in ms. */
const doubtfulAfter = 5000
/** How long a doubtful connection may take before a fresh one is tried, in ms. */
const doubtfulBudget = 700

const key = Symbol.for('runa.connection-answered-at')
const store = globalThis as { [key]?: WeakMap<PoolConnection, number> }
const answeredAt = (store[key] ??= new WeakMap())

export interface Ask {
  sql: string
  values: unknown[]
  /** Never waits until an outage is over, and takes the whole budget: this webhook alone carries its row. */
  insistent?: boolean
}

/** Runs one statement, whatever it takes from the budget, and gives its first rows. Throws a `DatabaseFailure`. */
export async function ask<Row>(openPool: () => Promise<Pool>, question: Ask): Promise<Row[]> {
  if (!isOutage()) return attend<Row>(openPool, question, budget)
  if (!question.insistent && !mayProbe()) throw failureOf('pausing')
  return probing(() => attend<Row>(openPool, question, question.insistent ? budget : probeBudget))
}

/** Notes how MySQL was found, for all that come after. */
async function attend<Row>(
  openPool: () => Promise<Pool>,
  question: Ask,
  milliseconds: number,
): Promise<Row[]> {
  const deadline = performance.now() + milliseconds
  try {
    const rows = await attempt<Row>(await openPool(), question, deadline)
    outageIsOver()
    return rows
  } catch (error) {
    if (isServerAway(error)) outageBegan()
    else outageIsOver()
    throw failureOf(error)
  }
}

/** Once more where the connection was dead already, or two webhooks of one call stood in each other's way. */
async function attempt<Row>(pool: Pool, question: Ask, deadline: number): Promise<Row[]> {
  const connection = await within(deadline, connect(pool), (late) => late.release())
  const doubtful = Date.now() - (answeredAt.get(connection) ?? Date.now()) > doubtfulAfter
  try {
    return await run<Row>(connection, question, doubtful ? performance.now() + doubtfulBudget : deadline)
  } catch (error) {
    if (performance.now() < deadline && isWorthAnotherTry(error, doubtful || answeredAt.has(connection)))
      return attempt<Row>(pool, question, deadline)
    throw error
  }
}

function isWorthAnotherTry(error: unknown, reused: boolean): boolean {
  const { code } = failureOf(error)
  return code === 'ER_LOCK_DEADLOCK' || (reused && isConnectionLost(error))
}

async function run<Row>(connection: PoolConnection, { sql, values }: Ask, deadline: number): Promise<Row[]> {
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

/** `destroy` alone waits for the peer's goodbye, which a hung server never says. */
function discard(connection: PoolConnection): void {
  const { stream } = connection as PoolConnection & { stream?: { destroy(): void } }
  connection.destroy()
  stream?.destroy()
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
