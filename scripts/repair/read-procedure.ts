import * as z from 'zod'
import { parameters, type Procedure, type ProcedureName } from '../../src/db/procedures.ts'

/** A repair line from which nothing can be written; the message says why, and quotes no value. */
export class UnreadableLine extends Error {}

/** Reads a repair line back into what the function would have written. Throws `UnreadableLine`. */
export function readProcedure(text: string): Procedure {
  const { repair, ...given } = parsed(text)
  const keys = parametersOf(repair)
  const { data, error } = schemaFor(keys).safeParse(given)
  const problems = error?.issues.map((issue) => problemOf(issue, given))
  if (problems) throw new UnreadableLine(`${String(repair)}: ${problems.join('; ')}`)
  return { name: repair as ProcedureName, values: Object.fromEntries(keys.map((key) => [key, data?.[key]])) }
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    throw new UnreadableLine('cut off, or no JSON')
  }
}

/** The values that a procedure takes, in its order. */
function parametersOf(name: unknown): readonly string[] {
  const isKnown = typeof name === 'string' && Object.hasOwn(parameters, name)
  if (!isKnown) throw new UnreadableLine(`${readable(String(name))} is no procedure of this version`)
  return parameters[name as ProcedureName]
}

const time = z.iso.datetime({ precision: 3 }).transform((text) => new Date(text))
const count = z.int().nonnegative()
const visit = z.string().regex(/^[0-9A-Z]{26}$/)

/** Whatever is not named here is text. */
const kinds: Record<string, z.ZodType> = {
  now: time,
  enteredAt: time,
  answeredAt: time,
  endedAt: time,
  QueueTime: count,
  CallDuration: count,
  DialCallDuration: count,
  RecordingDuration: count,
  bridged: z.boolean(),
  putThrough: z.boolean(),
  step: z.enum(['information']),
  leg: z.enum(['caller', 'operator', 'outbound', 'colleague']),
  visit,
  previous: visit,
}

/** Without these no function prints a line; the others may have been absent from the start. */
const indispensable = ['CallSid', 'visit', 'enteredAt', 'endedAt', 'DequeingCallSid', 'leg', 'step', 'now']

function schemaFor(keys: readonly string[]) {
  const shape = keys.map((key) => {
    const kind = kinds[key] ?? z.string()
    return [key, indispensable.includes(key) ? kind : kind.optional()] as const
  })
  return z.strictObject(Object.fromEntries(shape))
}

function problemOf(issue: z.core.$ZodIssue, given: object): string {
  if (issue.code === 'unrecognized_keys') return `takes no ${issue.keys.map(readable).join(', ')}`
  const key = String(issue.path[0])
  return key in given ? `${key} is not of its kind` : `${key} is missing`
}

/** A stranger's line may have a number where a name should be. */
const readable = (name: string): string => (/^[A-Za-z_]{1,64}$/.test(name) ? name : '?')
