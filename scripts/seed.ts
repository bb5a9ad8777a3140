import { parseArgs } from 'node:util'
import { openDb } from '../src/db/db.ts'
import { closePool } from '../src/db/pool.ts'
import { openDatabase } from './live/database.ts'
import { readEnvFile } from './live/env-file.ts'
import { PlainError, run } from './plain-error.ts'
import { makeFirstAdmin } from './seed/first-admin.ts'

const usage = 'npm run seed -- --admin <id> [--env <file>]'

if (import.meta.main) await run(main)

/** Makes the first administrator of a centre, so that somebody can sign in and make the others. */
async function main(): Promise<void> {
  const { admin, env } = readArguments()
  try {
    const db = openDb(openDatabase(readEnvFile(env)))
    const password = await makeFirstAdmin(db, admin, new Date())
    console.log(`Administrator ${admin} can sign in with ${password} and must change it then.`)
  } finally {
    await closePool()
  }
}

function readArguments(): { admin: string; env: string } {
  try {
    const options = { admin: { type: 'string' }, env: { type: 'string', default: '.env' } } as const
    const { admin, env } = parseArgs({ options }).values
    if (admin) return { admin, env }
  } catch (error) {
    throw new PlainError(`${(error as Error).message} Known: ${usage}`)
  }
  throw new PlainError(`Who is to be administrator? ${usage}`)
}
