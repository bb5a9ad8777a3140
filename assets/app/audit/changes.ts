import type { AuditEntry } from '../../../src/http/desk-actions.ts'

export interface Change {
  name: string
  /** `undefined` where there was nothing. */
  before: string | undefined
  after: string | undefined
}

/** What differs between before and after, name by name; all of it where one side is missing. */
export function changesOf({ before, after }: AuditEntry): Change[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return names
    .map((name) => ({ name, before: written(before?.[name]), after: written(after?.[name]) }))
    .filter((change) => change.before !== change.after)
}

function written(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (Array.isArray(value)) return value.map(String).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
