import { parseArgs } from 'node:util'
import { PlainError } from '../plain-error.ts'
import { readEnvFile, type EnvFile } from './env-file.ts'
import { stageNamed, stageOf, type Stage } from './stage.ts'

export interface StageAndFile {
  stage: Stage
  file: EnvFile
}

export interface LiveArguments extends StageAndFile {
  /** An address given by hand; without it, Twilio is asked where the stage is. */
  url: string | undefined
  dryRun: boolean
  json: boolean
  /** The stage that `promote` takes the build from. */
  from: string | undefined
}

const options = {
  stage: { type: 'string' },
  env: { type: 'string' },
  url: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  from: { type: 'string' },
} as const

/** `--stage dev|stage|production`, `--env <file>`, `--url <address>`, `--dry-run`, `--json`, `--from <stage>`: the same for every command. */
export function liveArguments(args = process.argv.slice(2)): LiveArguments {
  const values = parsed(args)
  const { stage, file } = stageAndFile(values)
  const url = values.url ? addressIn(values.url) : file.emulated?.url || undefined
  return { stage, file, url, dryRun: values['dry-run'], json: values.json, from: values.from }
}

function addressIn(url: string): string {
  if (/^https?:/.test(url) && URL.canParse(url)) return url.replace(/\/$/, '')
  throw new PlainError(`--url ${url} is no address: it reads https://runa-cca-1234.twil.io.`)
}

/** The stage's own env file, or the file's own stage. */
export function stageAndFile(given: { stage?: string; env?: string }): StageAndFile {
  const file = readEnvFile(given.env ?? stageNamed(given.stage ?? 'production').envFile)
  const stage = given.stage ? stageNamed(given.stage) : stageOf(file.values.STAGE ?? '')
  return { stage, file }
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options }).values
  } catch (error) {
    throw new PlainError(
      `${(error as Error).message} Known: --stage dev|stage|production, --env <file>, --url <address>, --dry-run, --json, --from <stage> (promote).`,
    )
  }
}
