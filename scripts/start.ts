import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openDb, type Db } from '../src/db/db.ts'
import { closePool, openPool } from '../src/db/pool.ts'
import { build } from './build.ts'
import { startPrivateServer } from './database/private-server.ts'
import { freePort, isPortFree } from './free-port.ts'
import { startFunctions } from './functions-server.ts'
import { migrateAt } from './migrate.ts'
import { readEnvFile } from './live/env-file.ts'
import { openDatabase as openPoolOf } from './live/database.ts'
import { setup } from './live/setup.ts'
import { stageNamed } from './live/stage.ts'
import { openAccount } from './live/twilio-account.ts'
import { PlainError, run } from './plain-error.ts'
import { projectRoot } from './project-root.ts'
import { seedDemo } from './seed/demo.ts'
import { seedStandIns, standIns } from './seed/stand-ins.ts'
import { startEmulatorProcess } from './start/emulator-process.ts'
import { localEnvironment } from './start/local-account.ts'
import { serveRows } from './start/rows-server.ts'
import { welcome, type SignIn } from './start/welcome.ts'
import { tree } from './tree.ts'

const data = join(projectRoot, '.data')
const envFile = join(data, 'start.env')

await run(async () => {
  await start()
  // A signal ends it, or a part that ends.
  await new Promise(() => {})
})

/** The whole centre on this machine: database, functions, a local Twilio around them. */
async function start(): Promise<void> {
  const port = await wantedPort()
  mkdirSync(data, { recursive: true })
  const [database] = await Promise.all([openDatabase(), build()])
  await migrateAt(database.url)

  const environment = localEnvironment(envFile, database.url)
  const functionsPort = await freePort()
  const rows = await serveRows(database.url)
  tree.add(closePool)
  tree.add(rows.stop)
  const emulator = await startEmulatorProcess({
    port,
    functionsPort,
    environment,
    panels: rows.panels,
    standIns: database.isOurs ? standIns.map(({ id, queue }) => ({ identity: id, queue })) : [],
  })
  await startFunctions({
    port: functionsPort,
    environment: {
      ...environment,
      EMULATOR_REST_PORT: String(emulator.restPort),
      EMULATOR_URL: emulator.url,
    },
    envFile,
    restPort: emulator.restPort,
    logFile: join(data, 'functions.log'),
  })

  const signIns = database.isOurs ? await seed(openDb(openPool(database.url))) : []
  await setUp(emulator.url, database.isOurs)
  console.log(welcome(emulator.url, signIns))
}

async function seed(db: Db): Promise<SignIn[]> {
  const now = new Date()
  const signIns = await seedDemo({ db, now })
  await seedStandIns(db, now)
  return signIns
}

/** Wires the number as `npm run setup` does it at Twilio. A database that is not ours keeps its queues' real SIDs. */
async function setUp(url: string, isOurs: boolean): Promise<void> {
  const file = readEnvFile(envFile)
  const [client, pool] = [openAccount(file), openPoolOf(file)]
  await setup({
    file,
    stage: stageNamed('production'),
    client,
    pool,
    baseUrl: url,
    leavesDatabase: !isOurs,
    say: () => {},
  })
}

async function wantedPort(): Promise<number> {
  const port = Number(process.env.PORT ?? 3000)
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new PlainError(`PORT=${process.env.PORT} is no port: give a number from 1 to 65535.`)
  if (await isPortFree(port)) return port
  throw new PlainError(
    `Port ${port} is in use: stop the program that uses it, or choose another with PORT=${port + 1} npm start.`,
  )
}

/** DATABASE_URL if set; else a private server that keeps its data between runs. Only that one gets the demo's data. */
async function openDatabase(): Promise<{ url: string; isOurs: boolean }> {
  const given = process.env.DATABASE_URL
  if (given) return { url: given, isOurs: false }
  const server = await startPrivateServer(join(data, 'database'), data)
  return { url: await server.database('runa'), isOurs: true }
}
