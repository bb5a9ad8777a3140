import type * as z from 'zod/mini'

type Issue = z.core.$ZodIssue

/** No form of ours has as many faults at once. */
const mostFields = 20

/** Field path to code: what the desk says beside the field. The first fault of a field counts. */
export function fieldCodes(issues: readonly Issue[], input: unknown): Record<string, string> {
  const codes: Record<string, string> = {}
  for (const issue of issues) {
    for (const path of paths(issue)) codes[path] ??= code(issue, input)
  }
  return Object.fromEntries(Object.entries(codes).slice(0, mostFields))
}

function paths(issue: Issue): string[] {
  const parent = issue.path.map(String)
  const ends = issue.code === 'unrecognized_keys' ? issue.keys.map((name) => [name]) : [[]]
  return ends.map((end) => [...parent, ...end].join('.').slice(0, 100))
}

function code(issue: Issue, input: unknown): string {
  if (issue.code === 'unrecognized_keys') return 'unknown'
  if (issue.code === 'custom') return issue.message
  if (issue.code === 'too_small') return isNumber(issue.origin) ? 'too-small' : 'too-short'
  if (issue.code === 'too_big') return isNumber(issue.origin) ? 'too-large' : 'too-long'
  return valueAt(input, issue.path) === undefined ? 'required' : 'malformed'
}

function isNumber(origin: string): boolean {
  return origin === 'number' || origin === 'int'
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, name) => (value as Record<PropertyKey, unknown> | undefined)?.[name],
    input,
  )
}
