import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { PlainError } from '../plain-error.ts'
import { projectRoot } from '../project-root.ts'

/** One env file as twilio-run will read and upload it. */
export interface EnvFile {
  /** Relative to the project, for messages. */
  name: string
  path: string
  values: Readonly<Record<string, string>>
  /** The file belongs to a local Twilio: `EMULATOR_REST_PORT` stands in it, and nothing reaches the real one. */
  emulated: { restPort: string; url: string } | undefined
}

export function readEnvFile(name: string): EnvFile {
  const path = resolve(projectRoot, name)
  if (!existsSync(path))
    throw new PlainError(`There is no file ${name}: copy .env.example to ${name} and fill it in.`)
  const values = parseEnv(readFileSync(path, 'utf8'))
  const restPort = values.EMULATOR_REST_PORT
  const emulated = restPort ? { restPort, url: values.EMULATOR_URL ?? '' } : undefined
  if (emulated) talkToEmulator(values)
  return { name, path, values, emulated }
}

/** The rules of dotenv 6, which twilio-run uses: no comments behind values, `\n` only inside double quotes. */
export function parseEnv(text: string): Record<string, string> {
  const values: Record<string, string> = {}
  for (const line of text.split(/\r?\n/)) {
    const [, name, raw = ''] = /^\s*([\w.-]+)\s*=\s*(.*)?\s*$/.exec(line) ?? []
    if (name) values[name] = unquoted(raw.trim())
  }
  return values
}

function unquoted(value: string): string {
  const [, quote, inner = ''] = /^(["'])(.*)\1$/s.exec(value) ?? []
  if (!quote) return value
  return quote === '"' ? inner.replaceAll('\\n', '\n') : inner
}

/** Sends this process's requests for Twilio to the emulator. */
function talkToEmulator({ EMULATOR_REST_PORT, EMULATOR_EDGE_PORT }: Record<string, string>): void {
  Object.assign(process.env, { EMULATOR_REST_PORT }, EMULATOR_EDGE_PORT ? { EMULATOR_EDGE_PORT } : {})
  createRequire(import.meta.url)('../../emulator/preload.cjs')
}

/** Writes one value into the file, in the place of the empty one if there is such a line. */
export function withValue(text: string, name: string, value: string): string {
  const line = new RegExp(`^\\s*${name}\\s*=.*$`, 'm')
  const entry = `${name}=${value}`
  if (line.test(text)) return text.replace(line, entry)
  return `${text.replace(/\n*$/, '\n')}${entry}\n`
}
