import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../..')
export const SITE = join(ROOT, 'tests/contract/fixtures/site')

/** Functions and assets of the fixture site under the real `twilio-run`, with the emulator's preload. */
export async function startTwilioRun(env: Record<string, string>, restPort: number) {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'twilio-run-'))
  const envFile = join(folder, 'env')
  await writeFile(
    envFile,
    Object.entries(env)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  )
  const child = spawn(
    process.execPath,
    [
      ...[join(ROOT, 'node_modules/twilio-run/bin/twilio-run.js'), 'start', '--port', String(port)],
      ...['--functions-folder', join(SITE, 'functions'), '--assets-folder', join(SITE, 'assets')],
      ...['--env', envFile, '--no-fork-process', '--no-live', '--no-logs'],
    ],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        NODE_OPTIONS: `--require ${join(ROOT, 'emulator/preload.cjs')}`,
        EMULATOR_REST_PORT: String(restPort),
      },
    },
  )
  await new Promise<void>((ready, fail) => {
    child.stdout.on('data', (text: Buffer) => text.includes(`:${port}/`) && ready())
    child.once('exit', (code) => fail(new Error(`twilio-run ended with ${code}`)))
  })
  return {
    url: `http://127.0.0.1:${port}`,
    functionsFolder: join(SITE, 'functions'),
    assetsFolder: join(SITE, 'assets'),
    stop: async () => {
      child.kill()
      await once(child, 'exit')
      await rm(folder, { recursive: true })
    },
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
