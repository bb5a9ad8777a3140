import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { httpUpstream, type Upstream } from '../edge/upstream.ts'
import type { PrintedLine } from './function-log.ts'
import { newSid } from './resources.ts'

interface Options {
  planFile: string
  /** Where the functions find the REST API. */
  restPort: number
  /** Told of each line that a function prints while it answers a request. */
  print(line: PrintedLine): void
}

export interface FunctionProcess extends Pick<Upstream, 'handle'> {
  /** Everything that was printed. */
  output(): string
  stop(): Promise<void>
}

/** What the host tells this process. */
type Told = { line: PrintedLine } | { ended: string }

/** Starts the functions of a build, laid out beside its plan, on the real runtime-handler. */
export async function startFunctions({ planFile, restPort, print }: Options): Promise<FunctionProcess> {
  const child = spawnHost(planFile, restPort)
  const output: string[] = []
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', (text: Buffer) => output.push(String(text)))
  const over = new Map<string, () => void>()
  child.on('message', (told: Told) => {
    if ('line' in told) print(told.line)
    else over.get(told.ended)?.()
  })
  const functions = httpUpstream(`http://127.0.0.1:${await portOf(child, output)}`)
  return {
    output: () => output.join(''),
    /** Answers when all that was printed has been told as well. */
    async handle(request) {
      const sid = newSid('RQ')
      const toldAll = new Promise<void>((resolve) => over.set(sid, resolve))
      try {
        const headers = { ...request.headers, 'x-emulated-request': sid }
        const reply = await functions.handle({ ...request, headers })
        await toldAll
        return reply
      } finally {
        over.delete(sid)
      }
    },
    async stop() {
      functions.close()
      child.kill()
      await once(child, 'exit')
    },
  }
}

function spawnHost(planFile: string, restPort: number): ChildProcess {
  const preload = join(import.meta.dirname, '../preload.cjs')
  return spawn(process.execPath, [join(import.meta.dirname, 'function-host.cjs'), planFile], {
    cwd: join(planFile, '..'),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      EMULATOR_REST_PORT: String(restPort),
      NODE_OPTIONS: `--require=${JSON.stringify(preload)}`,
    },
  })
}

function portOf(child: ChildProcess, output: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout!.on('data', () => {
      const port = /listening on (\d+)/.exec(output.join(''))?.[1]
      if (port) resolve(port)
    })
    child.once('exit', (code) =>
      reject(new Error(`The functions' host ended with ${code}: ${output.join('')}`)),
    )
  })
}
