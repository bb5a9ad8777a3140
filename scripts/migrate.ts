import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { settleOldRows } from '../src/call/settle-old-rows.ts'
import { closePool, openPool } from '../src/db/pool.ts'
import { migrate } from '../src/db/migrator.ts'
import { databaseCa } from './live/database.ts'
import { PlainError, run } from './plain-error.ts'

if (import.meta.main) await run(main)

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { env: { type: 'string' } } })
  if (values.env) loadEnv(values.env)
  const url = process.env.DATABASE_URL
  if (!url)
    throw new PlainError(
      'DATABASE_URL is not set: give the address of the database, mysql://user:password@host/name.',
    )
  console.log(describe(await migrateAt(url)))
}

function loadEnv(file: string): void {
  if (!existsSync(file)) throw new PlainError(`There is no file ${file}.`)
  process.loadEnvFile(file)
}

/**
 * Brings the schema at `url` up to date, and gives their verdict to the calls of before there were verdicts, which may be
 * broken off and goes on the next time. Tells the names of what it applied.
 */
export async function migrateAt(url: string): Promise<string[]> {
  if (!URL.canParse(url) || new URL(url).protocol !== 'mysql:')
    throw new PlainError(
      'DATABASE_URL is no address of a database: it reads mysql://user:password@host:3306/database.',
    )
  try {
    const pool = openPool(url, databaseCa())
    const applied = await migrate(pool)
    await settleOldRows(pool, { onProgress: tellSettled })
    return applied
  } catch (error) {
    throw new PlainError(
      `The database at ${withoutPassword(url)} could not be migrated: ${(error as Error).message}`,
    )
  } finally {
    await closePool()
  }
}

/** For whoever waits in front of a database of many years. */
export function tellSettled(source: string, count: number): void {
  console.log(`Settled ${count.toLocaleString('en')} old calls (${source}).`)
}

function withoutPassword(url: string): string {
  const { host, pathname } = new URL(url)
  return host + pathname
}

function describe(applied: string[]): string {
  return applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The schema is up to date.'
}
