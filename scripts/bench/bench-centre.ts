import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator, type Emulator } from '../../emulator/server.ts'
import { openDb, type Db } from '../../src/db/db.ts'
import { closePool, openPool } from '../../src/db/pool.ts'
import { build } from '../build.ts'
import { testServer } from '../database/test-server.ts'
import { freePort } from '../free-port.ts'
import { startFunctions } from '../functions-server.ts'
import { projectRoot } from '../project-root.ts'
import { localEnvironment } from '../start/local-account.ts'
import { Disposal } from '../start/disposal.ts'
import { tree } from '../tree.ts'
import { benchDatabase } from './bench-database.ts'

export interface BenchCentre {
  url: string
  db: Db
  databaseUrl: string
  emulator: Emulator
  stop(): Promise<void>
}

/** The built functions under twilio-run behind the emulator's gateway, with a database of their own, in real time. */
export async function startBenchCentre(): Promise<BenchCentre> {
  const started = new Disposal()
  tree.add(() => started.run())
  const folder = mkdtempSync(join(tmpdir(), 'runa-bench-'))
  started.add(() => rmSync(folder, { recursive: true, force: true }))
  const [server] = await Promise.all([testServer(), build()])
  started.add(server.stop)
  const databaseUrl = await benchDatabase(server.url)
  started.add(closePool)
  const envFile = join(folder, 'env')
  const environment = localEnvironment(envFile, databaseUrl)
  const port = await freePort()
  const emulator = await startEmulator({
    port: 0,
    functionsUrl: `http://127.0.0.1:${port}`,
    functionsFolder: join(projectRoot, 'dist/functions'),
    assetsFolder: join(projectRoot, 'dist/assets'),
    account: {
      sid: environment.ACCOUNT_SID!,
      authToken: environment.AUTH_TOKEN!,
      apiKeys: [{ sid: environment.TWILIO_API_KEY_SID!, secret: environment.TWILIO_API_KEY_SECRET! }],
    },
  })
  started.add(emulator.close)
  const functions = await startFunctions({ port, environment, envFile, restPort: emulator.restPort })
  started.add(functions.stop)
  return {
    url: emulator.url,
    db: openDb(openPool(databaseUrl)),
    databaseUrl,
    emulator,
    stop: () => started.run(),
  }
}
