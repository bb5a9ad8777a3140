import type { Pool } from 'mysql2'
import { createConnection } from 'mysql2/promise'

/** One statement: how many rows it answered or changed, and how many the server read for that. */
export interface Reading {
  sql: string
  rows: number
  read: number
}

/** Statements that answer a sum: they may read what they add up. */
export interface Sum {
  statement: RegExp
  /** How many rows it adds up, as a query. */
  rows: string
  /** Why that many are not too many. */
  because: string
}

/** A statement reads twenty rows at most for each that it answers, changes or adds up, and some on its way to them. */
const most = (rows: number): number => 20 * rows + 200

/** The statements that read more than they have to. */
export async function excessive(
  readings: readonly Reading[],
  sums: readonly Sum[],
  databaseUrl: string,
): Promise<Reading[]> {
  const suspect = readings.filter(({ rows, read }) => read > most(rows))
  const excess = await Promise.all(
    suspect.map(async ({ sql, read }) => read > most(await addedUp(sql, sums, databaseUrl))),
  )
  return suspect.filter((_, nth) => excess[nth])
}

async function addedUp(sql: string, sums: readonly Sum[], databaseUrl: string): Promise<number> {
  const sum = sums.find(({ statement }) => statement.test(sql))
  if (!sum) return 0
  const connection = await createConnection(databaseUrl)
  const [rows] = await connection.query({ sql: sum.rows, rowsAsArray: true })
  await connection.end()
  return (rows as [number][])[0]![0]
}

type Query = (...parameters: unknown[]) => void
type Done = (error: unknown, result?: unknown) => void

/**
 * Notes what every statement reads that goes over the pool, by the server's own counters of its session
 * (`Handler_read_…`, of MySQL and MariaDB alike), asked before and after it. For a pool that has no connection yet.
 */
export function meterReads(pool: Pool): Reading[] {
  const readings: Reading[] = []
  pool.on('connection', (connection) => {
    const query = connection.query.bind(connection) as Query
    // Asking reads a few rows, too: always the same number.
    let ofAsking = 0
    countReads(query, (one) => countReads(query, (other) => (ofAsking = other - one)))
    connection.query = ((...parameters: unknown[]) => {
      if (typeof parameters.at(-1) !== 'function') return query(...parameters)
      const done = parameters.pop() as Done
      metered(query, parameters, (read, error, result) => {
        readings.push({ sql: sqlOf(parameters[0]), rows: rowsOf(result), read: read - ofAsking })
        done(error, result)
      })
    }) as never
  })
  return readings
}

/** The three go over the connection one after the other, and nothing comes in between. */
function metered(
  query: Query,
  parameters: unknown[],
  done: (read: number, ...answer: Parameters<Done>) => void,
): void {
  let before = 0
  let answer: Parameters<Done> = [null]
  countReads(query, (counted) => (before = counted))
  query(...parameters, (...given: Parameters<Done>) => (answer = given))
  countReads(query, (after) => done(after - before, ...answer))
}

function countReads(query: Query, done: (counted: number) => void): void {
  query("show session status like 'Handler_read%'", (error: Error | null, rows: { Value: string }[]) => {
    if (error) throw error
    done(rows.reduce((sum, { Value }) => sum + Number(Value), 0))
  })
}

function sqlOf(asked: unknown): string {
  const sql = typeof asked === 'string' ? asked : (asked as { sql: string }).sql
  return sql.replace(/\s+/g, ' ').trim()
}

function rowsOf(result: unknown): number {
  if (Array.isArray(result)) return result.length
  return (result as { affectedRows?: number } | undefined)?.affectedRows ?? 0
}
