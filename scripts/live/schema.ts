import { settleOldRows } from '../../src/call/settle-old-rows.ts'
import { remakeSearchKeys } from '../../src/customer/remake-search-keys.ts'
import { migrate } from '../../src/db/migrator.ts'
import { closePool } from '../../src/db/pool.ts'
import { tellSettled } from '../migrate.ts'
import { PlainError } from '../plain-error.ts'
import { openDatabase } from './database.ts'
import { databaseTrouble } from './database-trouble.ts'
import type { EnvFile } from './env-file.ts'

/** As much of the past as boards and pages show: `npm run migrate` settles the rest beside live calls. */
const settledDays = 31

/** Brings the stage's schema up to date: migrations only add, so the build that is live goes on working. */
export async function migrateStage(file: EnvFile): Promise<void> {
  try {
    const pool = openDatabase(file)
    const applied = await migrate(pool)
    await remakeSearchKeys(pool)
    const back = new Date(Date.now() - settledDays * 24 * 3600_000)
    await settleOldRows(pool, { back, onProgress: tellSettled })
    console.log(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The schema is up to date.')
  } catch (error) {
    throw new PlainError(`The database of ${file.name} could not be migrated. ${databaseTrouble(error)}`)
  } finally {
    await closePool()
  }
}
