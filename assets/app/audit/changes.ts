import type { AuditEntry } from '../../../src/http/desk-actions.ts'

export interface Change {
  name: string
  /** `undefined` where there was nothing. */
  before: unknown
  after: unknown
}

type Values = Record<string, unknown>

/** What says nothing that the line itself does not say: counted up, dated or found by the server. */
const silent = new Set(['version', 'createdAt', 'updatedAt', 'linkId', 'contactId', 'operatorCount'])

/** What differs between before and after, name by name; all of it where one side is missing. */
export function changesOf(entry: AuditEntry): Change[] {
  const [before, after] = [flat(entry.before), flat(entry.after)]
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names
    .filter((name) => !silent.has(name))
    .map((name) => ({ name, before: before[name], after: after[name] }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after))
}

/** Values within values side by side (a queue's thresholds); without those that are empty. */
function flat(values: Values | null): Values {
  const pairs = Object.entries(values ?? {}).flatMap(([name, value]) =>
    isRecord(value) ? Object.entries(flat(value)) : [[name, value] as const],
  )
  return Object.fromEntries(pairs.filter(([, value]) => !isEmpty(value)))
}

function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}
