import type { ChildProcess } from 'node:child_process'
import { createWriteStream, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createConnection } from 'node:net'
import { dirname, join } from 'node:path'
import { hasEnded, hasToStay, launch, stopChild } from './child.ts'
import { PlainError } from './plain-error.ts'
import { projectRoot } from './project-root.ts'

export interface FunctionsServer {
  url: string
  /** What the functions printed so far: one JSON line a request. */
  output(): string
  stop(): Promise<void>
}

interface Options {
  port: number
  /** The functions' environment; written to `envFile`, which is all that twilio-run lets them see. */
  environment: Record<string, string>
  envFile: string
  /** Where the emulator's REST API listens. */
  restPort: number
  logFile?: string
}

/** Serves `dist/` with the real twilio-run on loopback, its requests to Twilio sent to the emulator. */
export async function startFunctions(options: Options): Promise<FunctionsServer> {
  writeFileSync(options.envFile, envText(options.environment), { mode: 0o600 })
  const child = launch(
    process.execPath,
    [twilioRun(), 'start', `--port=${options.port}`, `--env=${options.envFile}`],
    {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        CI: 'true',
        EMULATOR_REST_PORT: String(options.restPort),
        NODE_OPTIONS: `--enable-source-maps --require=${preload('emulator/preload.cjs')} --require=${preload('scripts/loopback.cjs')}`,
      },
    },
  )
  hasToStay('twilio-run', child)
  const output = collect(child, options.logFile)
  await listens(child, options.port, output)
  return { url: `http://127.0.0.1:${options.port}`, output, stop: () => stopChild(child) }
}

function twilioRun(): string {
  const manifest = createRequire(import.meta.url).resolve('twilio-run/package.json')
  return join(dirname(manifest), 'bin/twilio-run.js')
}

/** NODE_OPTIONS is split at spaces: a project's path may contain some. */
const preload = (file: string) => JSON.stringify(join(projectRoot, file))

function envText(environment: Record<string, string>): string {
  return Object.entries(environment)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

function collect(child: ChildProcess, logFile?: string): () => string {
  const chunks: string[] = []
  const log = logFile ? createWriteStream(logFile) : undefined
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      chunks.push(String(chunk))
      log?.write(chunk)
    })
  }
  return () => chunks.join('')
}

async function listens(child: ChildProcess, port: number, output: () => string): Promise<void> {
  const until = Date.now() + 60_000
  while (Date.now() < until && !hasEnded(child)) {
    if (await accepts(port)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await stopChild(child)
  throw new PlainError(`twilio-run did not start:\n${output()}`)
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
