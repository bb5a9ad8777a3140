import { parseArgs } from 'node:util'
import { PlainError } from '../plain-error.ts'
import { readEnvFile, type EnvFile } from './env-file.ts'
import { stageNamed, stageOf, type Stage } from './stage.ts'

export interface LiveArguments {
  stage: Stage
  file: EnvFile
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
  const file = readEnvFile(values.env ?? stageNamed(values.stage ?? 'production').envFile)
  const stage = values.stage ? stageNamed(values.stage) : stageOf(file.values.STAGE ?? '')
  const url = (values.url ?? file.emulated?.url)?.replace(/\/$/, '') || undefined
  return { stage, file, url, dryRun: values['dry-run'], json: values.json, from: values.from }
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
