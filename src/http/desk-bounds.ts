import { VisibleError } from '../errors.ts'
import type { DeskAction } from './desk-actions.ts'

interface Bounds {
  /** Names of fields and entries of lists, in all. */
  keys: number
  depth: number
  /** As JSON. */
  bytes: number
}

const usual: Bounds = { keys: 100, depth: 8, bytes: 100_000 }

/** What needs more. A larger request of somebody without a session is never read: the door comes before the schema. */
const larger: Partial<Record<DeskAction, Partial<Bounds>>> = {
  // A note of 10 000 characters, each of which JSON may write as six bytes, or as twelve.
  'contacts/save': { bytes: 200_000 },
  // A hundred queues.
  'operators/create': { keys: 200 },
  'operators/update': { keys: 200 },
  'wallboard-links/create': { keys: 200 },
}

/**
 * Refuses what no desk sends before a schema reads it: that takes seconds for a hundred thousand keys, and everybody may
 * send them. Stops counting where it is too much.
 */
export function mustBeWithinBounds(action: DeskAction, input: Record<string, unknown>): void {
  const { keys, depth, bytes } = { ...usual, ...larger[action] }
  let level: unknown[] = [input]
  let count = 0
  for (let deep = 0; level.length > 0; deep++) {
    const next: unknown[] = []
    for (const value of level) {
      const entries = entriesOf(value)
      count += entries.length
      if (count > keys || (deep >= depth && entries.length > 0)) throw new VisibleError('invalid')
      next.push(...entries)
    }
    level = next
  }
  if (Buffer.byteLength(JSON.stringify(input)) > bytes) throw new VisibleError('invalid')
}

function entriesOf(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : []
}
