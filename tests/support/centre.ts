import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { TestClock } from '../../emulator/clock.ts'
import { startEmulator, type Emulator } from '../../emulator/server.ts'
import type { Switches } from '../../emulator/switches.ts'
import { freePort } from '../../scripts/free-port.ts'
import { startFunctions, type FunctionsServer } from '../../scripts/functions-server.ts'
import { projectRoot } from '../../scripts/project-root.ts'
import { reportUrl, stepUrl } from '../../src/call/step-urls.ts'
import type { Db } from '../../src/db/db.ts'
import { emptyTables, useDatabase, type TestDatabase } from './database.ts'

/** Our number in every test. */
export const centreNumber = '+815031234567'

export interface Centre {
  /** The address people open. */
  url: string
  db: Db
  databaseUrl: string
  emulator: Emulator
  clock: TestClock
  functions: FunctionsServer
  environment: Record<string, string>
}

interface CentreOptions {
  switches?: Partial<Switches>
  environment?: Record<string, string>
  /** A real clock, for browsers and real audio. */
  realTime?: boolean
}

const account = {
  sid: 'AC' + 'a'.repeat(32),
  authToken: 'd'.repeat(32),
  apiKeys: [{ sid: 'SK' + 'b'.repeat(32), secret: 'not-a-real-secret' }],
}
const twimlAppSid = 'AP' + 'c'.repeat(32)

/**
 * A whole centre for one test file. Between tests calls end and tables are emptied; then `furnish` it.
 */
export function useCentre(options: CentreOptions = {}): Centre {
  const centre = {} as StartedCentre
  const database = useDatabase({ emptyEach: false })
  beforeAll(async () => {
    Object.assign(centre, await startCentre(database, options))
  })
  beforeEach(() => emptyTables(centre.databaseUrl))
  afterEach(async () => {
    centre.emulator.reset()
    await centre.emulator.telephony.idle()
  })
  afterAll(() => centre.stop?.())
  return centre
}

interface StartedCentre extends Centre {
  stop(): Promise<void>
}

/**
 * The built functions under twilio-run, the emulator around them with its clock in the test's hand, a database of
 * their own.
 */
export async function startCentre(
  { url: databaseUrl, db }: TestDatabase,
  options: CentreOptions = {},
): Promise<StartedCentre> {
  const folder = mkdtempSync(join(tmpdir(), 'runa-test-'))
  const port = await freePort()
  const clock = new TestClock()
  const environment = {
    DATABASE_URL: databaseUrl,
    SESSION_SECRET: 'a-secret-for-tests-of-at-least-32-characters',
    ACCOUNT_SID: account.sid,
    AUTH_TOKEN: account.authToken,
    TWILIO_API_KEY_SID: account.apiKeys[0]!.sid,
    TWILIO_API_KEY_SECRET: account.apiKeys[0]!.secret,
    TWIML_APP_SID: twimlAppSid,
    CALLER_ID: centreNumber,
    MAIN_QUEUE: 'support',
    ...options.environment,
  }
  const emulator = await startEmulator({
    port: 0,
    functionsUrl: `http://127.0.0.1:${port}`,
    functionsFolder: join(projectRoot, 'dist/functions'),
    assetsFolder: join(projectRoot, 'dist/assets'),
    account,
    numbers: [{ phoneNumber: centreNumber, ...webhooks('greeting') }],
    applications: [{ sid: twimlAppSid, friendlyName: 'Runa-CCA', ...webhooks('operator-dial') }],
    ...(options.realTime ? {} : { clock }),
    ...(options.switches ? { switches: options.switches } : {}),
  })
  const { url, restPort } = emulator
  const functions = await startFunctions({ port, environment, envFile: join(folder, 'env'), restPort })
  const stop = async () => {
    await functions.stop()
    await emulator.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { url, db, databaseUrl, emulator, clock, functions, environment, stop }
}

/** As `npm run setup` wires them. */
function webhooks(step: string) {
  return { voiceUrl: stepUrl(step), statusCallback: reportUrl('call-status') }
}
