import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'

const ROOT = resolve(import.meta.dirname, '../..')
/** Relative, since twilio-run joins it to the working directory. */
const SITE = 'tests/contract/fixtures/site'

/**
 * Functions and assets of the fixture site under the real `twilio-run`, with the emulator's preload. Forked, each
 * request gets a process of its own.
 */
export async function startTwilioRun(
  env: Record<string, string>,
  restPort: number,
  { port: wanted, isForked = false }: { port?: number; isForked?: boolean } = {},
) {
  const port = wanted ?? (await freePort())
  const folder = await mkdtemp(join(tmpdir(), 'twilio-run-'))
  const envFile = join(folder, 'env')
  await writeFile(
    envFile,
    Object.entries(env)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  )
  // The project's own configuration would win over the command line.
  const configFile = join(folder, 'config.json')
  await writeFile(configFile, JSON.stringify({ forkProcess: isForked, live: false, logs: false }))
  const child = spawn(
    process.execPath,
    [
      ...[join(ROOT, 'node_modules/twilio-run/bin/twilio-run.js'), 'start', '--port', String(port)],
      ...['--functions-folder', join(SITE, 'functions'), '--assets-folder', join(SITE, 'assets')],
      ...['--env', envFile, '--config', configFile],
    ],
    {
      cwd: ROOT,
      stdio: 'ignore',
      env: {
        ...process.env,
        NODE_OPTIONS: `--require ${join(ROOT, 'emulator/preload.cjs')} --require ${join(ROOT, 'scripts/loopback.cjs')}`,
        EMULATOR_REST_PORT: String(restPort),
      },
    },
  )
  await listens(child, port)
  return {
    url: `http://127.0.0.1:${port}`,
    functionsFolder: join(ROOT, SITE, 'functions'),
    assetsFolder: join(ROOT, SITE, 'assets'),
    stop: async () => {
      child.kill()
      await once(child, 'exit')
      await rm(folder, { recursive: true })
    },
  }
}

async function listens(child: ChildProcess, port: number): Promise<void> {
  while (child.exitCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'HEAD' }).catch(() => undefined)
    if (answer) return
    await setTimeout(50)
  }
  throw new Error(`twilio-run ended with ${child.exitCode}`)
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
