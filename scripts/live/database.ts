import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Pool } from 'mysql2'
import { openPool } from '../../src/db/pool.ts'
import { projectRoot } from '../project-root.ts'
import { PlainError } from '../plain-error.ts'
import { databaseTrouble } from './database-trouble.ts'
import { requireDatabaseUrl } from './database-url.ts'
import type { EnvFile } from './env-file.ts'

/** The stage's database, opened as the functions open it: one connection, TLS with a checked host name. */
export function openDatabase({ values: { DATABASE_URL: url = '' }, name }: EnvFile): Pool {
  requireDatabaseUrl(url, `DATABASE_URL in ${name}`)
  return openPool(url, databaseCa())
}

/** Names what went wrong at the database in one sentence. */
export async function askDatabase<Result>(file: EnvFile, request: () => Promise<Result>): Promise<Result> {
  try {
    return await request()
  } catch (error) {
    throw new PlainError(`The database of ${file.name} cannot be used. ${databaseTrouble(error)}`)
  }
}

/** The CA of a database whose certificate no public one has signed. */
export function databaseCa(): string | undefined {
  const file = join(projectRoot, 'assets/database-ca.private.pem')
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}
