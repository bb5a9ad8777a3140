import { parseArgs } from 'node:util'
import { openDb } from '../src/db/db.ts'
import { closePool, openPool } from '../src/db/pool.ts'
import { databaseCa, openDatabase } from './live/database.ts'
import { requireDatabaseUrl } from './live/database-url.ts'
import { readEnvFile } from './live/env-file.ts'
import { requireVariables } from './live/environment-checks.ts'
import { stageNamed } from './live/stage.ts'
import { PlainError, run } from './plain-error.ts'
import { makeFirstAdmin } from './seed/first-admin.ts'

const usage = 'npm run seed -- --admin <id> [--stage dev|stage|production] [--env <file>]'

interface Arguments {
  admin: string
  stage?: string
  env?: string
}

if (import.meta.main) await run(main)

/** Makes the first administrator of a centre, so that somebody can sign in and make the others. */
async function main(): Promise<void> {
  const wanted = readArguments()
  try {
    const password = await makeFirstAdmin(openDb(poolOf(wanted)), wanted.admin, new Date())
    console.log(`Administrator ${wanted.admin} can sign in with ${password} and must change it then.`)
  } finally {
    await closePool()
  }
}

/** The database of a stage; without one named, DATABASE_URL of the shell goes first, as it does for `npm start`. */
function poolOf({ stage, env }: Arguments) {
  const given = process.env.DATABASE_URL
  if (!stage && !env && given) return openPoolAt(given)
  const file = readEnvFile(env ?? stageNamed(stage ?? 'production').envFile)
  requireVariables(file, ['DATABASE_URL'])
  return openDatabase(file)
}

function openPoolAt(url: string) {
  requireDatabaseUrl(url)
  return openPool(url, databaseCa())
}

function readArguments(): Arguments {
  try {
    const options = { admin: { type: 'string' }, stage: { type: 'string' }, env: { type: 'string' } } as const
    const { admin, ...where } = parseArgs({ options }).values
    if (admin) return { admin, ...where }
  } catch (error) {
    throw new PlainError(`${(error as Error).message} Known: ${usage}`)
  }
  throw new PlainError(`Who is to be administrator? ${usage}`)
}
