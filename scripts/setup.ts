import { readFileSync, writeFileSync } from 'node:fs'
import type { Pool, RowDataPacket } from 'mysql2'
import { closePool } from '../src/db/pool.ts'
import { findOrMakeApplication } from './live/application-plan.ts'
import { liveArguments, type LiveArguments } from './live/arguments.ts'
import { askDatabase, openDatabase } from './live/database.ts'
import { deployedAddress } from './live/deployed-address.ts'
import { withValue, type EnvFile, readEnvFile } from './live/env-file.ts'
import type { Environment } from './live/deployments.ts'
import { requireOwnNumber, requireOwnThings } from './live/preflight.ts'
import { migrateStage } from './live/schema.ts'
import { requireForSetup, setup } from './live/setup.ts'
import type { Stage } from './live/stage.ts'
import { askTwilio, openAccount } from './live/twilio-account.ts'
import { tellVariables } from './live/variables.ts'
import { run } from './plain-error.ts'

if (import.meta.main) await run(main)

async function main(): Promise<void> {
  const given = liveArguments()
  const file = given.dryRun ? given.file : await withApplication(given.file, given.stage)
  await setUpStage({ ...given, file })
}

/** Wires a deployed stage: `setup` with what the command line or `deploy` gives. */
export async function setUpStage({ file, stage, url, dryRun }: LiveArguments): Promise<void> {
  requireForSetup(file)
  const client = openAccount(file)
  const baseUrl = url ?? (await deployedAddress(client, file, stage))
  const pool = openDatabase(file)
  try {
    await setup({ file, stage, client, pool, baseUrl, dryRun })
    console.log(`${stage.name} answers at ${baseUrl}/ and on ${file.values.CALLER_ID}.`)
    if (await askDatabase(file, () => isWithoutPeople(pool)))
      console.log(`Nobody can sign in yet: npm run seed -- --admin <id> --env ${file.name}`)
  } finally {
    await closePool()
  }
}

/**
 * What has to be there before a build goes live: a number of our own, the application, the schema. Refuses what belongs
 * to another account or stage while nothing is changed yet that anybody would notice.
 */
export async function makeReady(
  { file: given, stage }: LiveArguments,
  before: Environment | undefined,
): Promise<EnvFile> {
  const client = openAccount(given)
  await requireOwnNumber({ client, file: given, stage, before })
  const file = await withApplication(given, stage)
  await migrateStage(file)
  await requireOwnThings({ client, file, stage, before })
  await askTwilio('read the variables', file, () => tellVariables(client, file, before))
  return file
}

async function isWithoutPeople(pool: Pool): Promise<boolean> {
  const [rows] = await pool.promise().query<RowDataPacket[]>('select 1 from operator limit 1')
  return rows.length === 0
}

/** The application's SID is a variable of the functions, so it must be known before they are uploaded. */
async function withApplication(file: EnvFile, stage: Stage): Promise<EnvFile> {
  if (file.values.TWIML_APP_SID) return file
  const sid = await askTwilio('find or make the TwiML application', file, () =>
    findOrMakeApplication(openAccount(file), stage),
  )
  writeFileSync(file.path, withValue(readFileSync(file.path, 'utf8'), 'TWIML_APP_SID', sid), { mode: 0o600 })
  console.log(`TWIML_APP_SID=${sid} is now in ${file.name}.`)
  return readEnvFile(file.name)
}
