import { readFileSync, writeFileSync } from 'node:fs'
import { closePool } from '../src/db/pool.ts'
import { findOrMakeApplication } from './live/application-plan.ts'
import { liveArguments, type LiveArguments } from './live/arguments.ts'
import { openDatabase } from './live/database.ts'
import { deployedAddress } from './live/deployed-address.ts'
import { withValue, type EnvFile, readEnvFile } from './live/env-file.ts'
import { requireForSetup, setup } from './live/setup.ts'
import type { Stage } from './live/stage.ts'
import { askTwilio, openAccount } from './live/twilio-account.ts'
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
  try {
    await setup({ file, stage, client, pool: openDatabase(file), baseUrl, dryRun })
  } finally {
    await closePool()
  }
  console.log(`${stage.name} answers at ${baseUrl}/ and on ${file.values.CALLER_ID}.`)
}

/** The application's SID is a variable of the functions, so it must be known before they are uploaded. */
export async function withApplication(file: EnvFile, stage: Stage): Promise<EnvFile> {
  if (file.values.TWIML_APP_SID) return file
  const sid = await askTwilio('find or make the TwiML application', file, () =>
    findOrMakeApplication(openAccount(file), stage),
  )
  writeFileSync(file.path, withValue(readFileSync(file.path, 'utf8'), 'TWIML_APP_SID', sid), { mode: 0o600 })
  console.log(`TWIML_APP_SID=${sid} is now in ${file.name}.`)
  return readEnvFile(file.name)
}
