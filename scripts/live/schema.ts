import { migrate } from '../../src/db/migrator.ts'
import { closePool } from '../../src/db/pool.ts'
import { PlainError } from '../plain-error.ts'
import { openDatabase } from './database.ts'
import { databaseTrouble } from './database-trouble.ts'
import type { EnvFile } from './env-file.ts'

/** Brings the stage's schema up to date: migrations only add, so the build that is live goes on working. */
export async function migrateStage(file: EnvFile): Promise<void> {
  try {
    const applied = await migrate(openDatabase(file))
    console.log(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The schema is up to date.')
  } catch (error) {
    throw new PlainError(`The database of ${file.name} could not be migrated. ${databaseTrouble(error)}`)
  } finally {
    await closePool()
  }
}
