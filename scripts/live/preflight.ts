import type { Twilio } from 'twilio'
import { closePool } from '../../src/db/pool.ts'
import { openDatabase } from './database.ts'
import type { Environment } from './deployments.ts'
import type { EnvFile } from './env-file.ts'
import { planNumber } from './number-plan.ts'
import { plan } from './setup.ts'
import type { Stage } from './stage.ts'
import { askTwilio } from './twilio-account.ts'

interface Options {
  client: Twilio
  file: EnvFile
  stage: Stage
  /** The stage's environment, if there is one already. */
  before: Environment | undefined
}

/** What `setup` would refuse after the upload is refused before it: a number of another account or stage. */
export async function requireOwnNumber({ client, file, stage, before }: Options): Promise<void> {
  await askTwilio('look at the number', file, () =>
    planNumber({ client, file, stage, baseUrl: address(before) }),
  )
}

/** The same for application and queues, once there are a schema and an application. */
export async function requireOwnThings({ client, file, stage, before }: Options): Promise<void> {
  try {
    await plan({ client, file, stage, pool: openDatabase(file), baseUrl: address(before) })
  } finally {
    await closePool()
  }
}

/** Only what belongs to whom is asked here; before the first deploy nobody knows the address. */
const address = (before: Environment | undefined) => `https://${before?.domain ?? 'not-deployed-yet.invalid'}`
