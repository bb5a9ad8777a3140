import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import { TestClock } from '../../emulator/clock.ts'
import { startEmulator, type Emulator } from '../../emulator/server.ts'
import { serveDeployedBuild, type DeployedBuild } from '../../emulator/serverless/deployed-build.ts'
import { projectRoot } from '../../scripts/project-root.ts'
import { parseEnv } from '../../scripts/live/env-file.ts'

export interface Outcome {
  code: number
  text: string
}

export interface Rehearsal {
  emulator: Emulator
  envFile: string
  number: string
  /** `npm run <script> -- --env <this account's file> …`, as a person would type it. */
  run(script: string, ...args: string[]): Promise<Outcome>
  /** The same with another env file. */
  runWith(file: string, script: string, ...args: string[]): Promise<Outcome>
  /** The env file's values now. */
  values(): Promise<Record<string, string>>
  /** Writes the env file with these values changed. */
  change(values: Record<string, string>): Promise<void>
  clock: TestClock
  /** What was deployed last, the builds kept for a rollback left aside: it answers at the deployed addresses. */
  served(): DeployedBuild
  close(): Promise<void>
}

const hex = (bytes: number) => randomBytes(bytes).toString('hex')
/** twilio-run writes there which service belongs to which account. */
const deployInfo = join(projectRoot, '.twiliodeployinfo')

/** A fresh Twilio account with one number, and an env file as an administrator would fill it in. */
export async function startRehearsal(databaseUrl: string, number = '+815031234567'): Promise<Rehearsal> {
  const account = {
    sid: `AC${hex(16)}`,
    authToken: hex(16),
    friendlyName: 'Rehearsal',
    apiKeys: [{ sid: `SK${hex(16)}`, secret: hex(16) }],
  }
  const clock = new TestClock(Date.now())
  const nothing = { find: () => undefined, handle: () => Promise.reject(new Error('nothing is deployed')) }
  const emulator = await startEmulator({
    port: 0,
    account,
    clock,
    upstream: nothing,
    numbers: [{ phoneNumber: number }],
  })
  leadHere(emulator)
  const folder = await mkdtemp(join(tmpdir(), 'rehearsal-'))
  const envFile = join(folder, 'env.production')
  let served: DeployedBuild | undefined
  emulator.serverless.whenDeployed = async (environmentSid) => {
    const { restPort, serverless } = emulator
    const environment = serverless.state.environments.find(({ sid }) => sid === environmentSid)
    if (environment?.domain_suffix?.endsWith('previous')) return
    await served?.stop()
    const packagesFrom = projectRoot
    served = await serveDeployedBuild({ serverless, account, restPort, environmentSid, packagesFrom })
    emulator.serve(served)
  }

  const rehearsal: Rehearsal = {
    ...{ emulator, envFile, number, clock },
    run: (script, ...args) => rehearsal.runWith(envFile, script, ...args),
    runWith: (file, script, ...args) =>
      runNode(join(projectRoot, 'scripts', `${script}.ts`), ['--env', file, ...args]),
    values: async () => parseEnv(await readFile(envFile, 'utf8')),
    change: async (values) => writeEnv(envFile, { ...(await rehearsal.values()), ...values }),
    served: () => served!,
    close: async () => {
      await served?.stop()
      await emulator.close()
      await forget(databaseUrl, await rehearsal.values())
      await rm(folder, { recursive: true })
      await forgetService(account.sid)
    },
  }
  await writeEnv(envFile, {
    DATABASE_URL: await asUser(databaseUrl),
    SESSION_SECRET: hex(32),
    STAGE: '',
    ACCOUNT_SID: account.sid,
    AUTH_TOKEN: account.authToken,
    TWILIO_API_KEY_SID: account.apiKeys[0]!.sid,
    TWILIO_API_KEY_SECRET: account.apiKeys[0]!.secret,
    TWIML_APP_SID: '',
    CALLER_ID: number,
    MAIN_QUEUE: 'support',
    EMULATOR_REST_PORT: String(emulator.restPort),
    EMULATOR_EDGE_PORT: String(emulator.port),
  })
  return rehearsal
}

/** This process's requests for Twilio and for deployed addresses go to this emulator. */
function leadHere({ restPort, port }: Emulator): void {
  Object.assign(globalThis, {
    [Symbol.for('emulator.restPort')]: restPort,
    [Symbol.for('emulator.edgePort')]: port,
  })
  createRequire(import.meta.url)('../../emulator/preload.cjs')
}

/** The database with a user who may do what the deploy guide says, and no more. */
async function asUser(databaseUrl: string): Promise<string> {
  const url = new URL(databaseUrl)
  const database = url.pathname.slice(1)
  const [username, password] = [`runa_${hex(4)}`, hex(12)]
  const connection = await createConnection(databaseUrl)
  await connection.query(`create user ${username}@'%' identified by '${password}'`)
  await connection.query(`grant ${privileges} on \`${database}\`.* to ${username}@'%'`)
  await connection.end()
  Object.assign(url, { username, password })
  return url.href
}

/** Other rehearsals, and whoever deploys from here, keep their entries. */
async function forgetService(accountSid: string): Promise<void> {
  if (!existsSync(deployInfo)) return
  const entries = Object.entries(JSON.parse(await readFile(deployInfo, 'utf8')) as object)
  const others = entries.filter(([account]) => !account.startsWith(accountSid))
  if (others.length > 0) await writeFile(deployInfo, JSON.stringify(Object.fromEntries(others), null, 2))
  else await rm(deployInfo)
}

async function forget(databaseUrl: string, { DATABASE_URL = '' }: Record<string, string>): Promise<void> {
  const connection = await createConnection(databaseUrl)
  await connection.query(`drop user if exists ${new URL(DATABASE_URL).username}@'%'`)
  await connection.end()
}

const privileges =
  'select, insert, update, delete, execute, create, alter, drop, index, references, create view, create routine, alter routine'

export function writeEnv(file: string, values: Record<string, string>): Promise<void> {
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`)
  return writeFile(file, lines.join(''))
}

export function runNode(program: string, args: string[], environment: object = {}): Promise<Outcome> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      [program, ...args],
      {
        cwd: projectRoot,
        env: { ...process.env, RUNA_BUILT: '1', NODE_OPTIONS: '', ...environment },
        timeout: 120_000,
      },
      (error, stdout, stderr) => done({ code: error ? Number(error.code ?? 1) : 0, text: stdout + stderr }),
    )
    child.stdin?.end()
  })
}
