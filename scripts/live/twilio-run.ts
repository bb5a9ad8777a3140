import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { launch } from '../child.ts'
import { PlainError } from '../plain-error.ts'
import { projectRoot } from '../project-root.ts'
import type { EnvFile } from './env-file.ts'

/** Runs the real `twilio-run` with this env file and no other; its words go to the screen. Throws when it fails. */
export async function twilioRun(
  file: EnvFile,
  command: 'deploy' | 'promote',
  ...args: string[]
): Promise<void> {
  const { code, text } = await execute(file, [command, '--env', file.path, '--log-level', 'info', ...args])
  if (code === 0) return
  throw new PlainError(
    `${lastWords(text)}\ntwilio-run ${command} failed. What was live is still live. Run the same command again: it continues.`,
  )
}

function execute(file: EnvFile, args: string[]): Promise<{ code: number; text: string }> {
  const child = launch(process.execPath, [program(), ...args], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(file),
  })
  const chunks: string[] = []
  for (const stream of [child.stdout, child.stderr])
    stream!.on('data', (chunk: Buffer) => chunks.push(String(chunk)))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, text: chunks.join('') }))
  })
}

function program(): string {
  const manifest = createRequire(import.meta.url).resolve('twilio-run/package.json')
  return join(dirname(manifest), 'bin/twilio-run.js')
}

/** Many uploads at once meet Twilio's 429 (serverless-toolkit #303). */
function environment({ emulated }: EnvFile): NodeJS.ProcessEnv {
  const own = { CI: 'true', TWILIO_SERVERLESS_API_CONCURRENCY: '5' }
  if (!emulated) return own
  const preload = JSON.stringify(join(projectRoot, 'emulator/preload.cjs'))
  return { ...own, NODE_OPTIONS: `--require=${preload}`, EMULATOR_REST_PORT: emulated.restPort }
}

function lastWords(text: string): string {
  return text
    .split('\n')
    .filter((line) => line.trim())
    .slice(-15)
    .join('\n')
}
