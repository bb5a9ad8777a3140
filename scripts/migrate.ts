import { parseArgs } from 'node:util'
import { settleOldRows } from '../src/call/settle-old-rows.ts'
import { remakeSearchKeys } from '../src/customer/remake-search-keys.ts'
import { closePool, openPool } from '../src/db/pool.ts'
import { migrate } from '../src/db/migrator.ts'
import { databaseCa } from './live/database.ts'
import { requireDatabaseUrl } from './live/database-url.ts'
import { readEnvFile } from './live/env-file.ts'
import { requireVariables } from './live/environment-checks.ts'
import { PlainError, run } from './plain-error.ts'

if (import.meta.main) await run(main)

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { env: { type: 'string' } } })
  console.log(describe(await migrateAt(...given(values.env))))
}

/** The address, and where it stands: in the file that was named, else in the shell. */
function given(name: string | undefined): [url: string, where: string] {
  if (name) {
    const file = readEnvFile(name)
    requireVariables(file, ['DATABASE_URL'])
    return [file.values.DATABASE_URL!, `DATABASE_URL in ${name}`]
  }
  const url = process.env.DATABASE_URL
  if (url) return [url, 'DATABASE_URL']
  throw new PlainError(
    'DATABASE_URL is not set: give the address of the database, mysql://user:password@host/name.',
  )
}

/**
 * Brings the schema at `url` up to date, and gives their verdict to the calls of before there were verdicts, which may be
 * broken off and goes on the next time. Tells the names of what it applied.
 */
export async function migrateAt(url: string, where = 'DATABASE_URL'): Promise<string[]> {
  const { host, database } = requireDatabaseUrl(url, where)
  try {
    const pool = openPool(url, databaseCa())
    const applied = await migrate(pool)
    await remakeSearchKeys(pool)
    await settleOldRows(pool, { onProgress: tellSettled })
    return applied
  } catch (error) {
    throw new PlainError(
      `The database at ${host}/${database} could not be migrated: ${(error as Error).message}`,
    )
  } finally {
    await closePool()
  }
}

/** For whoever waits in front of a database of many years. */
export function tellSettled(source: string, count: number): void {
  console.log(`Settled ${count.toLocaleString('en')} old calls (${source}).`)
}

function describe(applied: string[]): string {
  return applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The schema is up to date.'
}
