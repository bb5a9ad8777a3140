import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { stageAndFile, type StageAndFile } from '../live/arguments.ts'
import { PlainError } from '../plain-error.ts'

export interface RepairArguments extends StageAndFile {
  /** What functions printed; without it, Twilio's logs are read. */
  text: string | undefined
  from: Date
  to: Date
  apply: boolean
}

const options = {
  stage: { type: 'string' },
  env: { type: 'string' },
  file: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  apply: { type: 'boolean', default: false },
} as const

const known =
  'Known: --apply, --from <time>, --to <time> (the last 24 h), --file <text with such lines>, --stage dev|stage|production, --env <file>.'
const day = 24 * 3600_000

export function repairArguments(args = process.argv.slice(2), now = new Date()): RepairArguments {
  const { file: printed, from, to, apply, ...where } = parsed(args)
  if (printed !== undefined && (from ?? to) !== undefined)
    throw new PlainError('--from and --to choose from Twilio’s logs; a --file is read whole.')
  return {
    ...stageAndFile(where),
    ...period(from, to, now),
    text: printed === undefined ? undefined : textOf(printed),
    apply,
  }
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options }).values
  } catch (error) {
    throw new PlainError(`${(error as Error).message} ${known}`)
  }
}

function period(from: string | undefined, to: string | undefined, now: Date): { from: Date; to: Date } {
  const end = to === undefined ? now : timeOf(to, '--to')
  const begin = from === undefined ? new Date(end.getTime() - day) : timeOf(from, '--from')
  if (begin >= end)
    throw new PlainError(`--from ${begin.toISOString()} is not before --to ${end.toISOString()}.`)
  return { from: begin, to: end }
}

/** A day, or a moment; without a zone, this machine's. */
function timeOf(text: string, option: string): Date {
  const isTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$/.test(text)
  const time = new Date(text)
  if (!isTime || Number.isNaN(time.getTime()))
    throw new PlainError(`${option} "${text}" is no time: write 2025-11-22T09:30 or 2025-11-22T00:30:00Z.`)
  return time
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new PlainError(`${file} cannot be read: ${(error as Error).message}`)
  }
}
