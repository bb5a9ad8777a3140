import { VisibleError } from '../errors.ts'

/** Where a page of customers ended: the way, what its index is ordered by, and the id. The desk gets it as one word. */
export interface Place {
  way: string
  keys: string[]
  id: number
}

export function writePlace({ way, keys, id }: Place): string {
  return Buffer.from(JSON.stringify([way, id, ...keys])).toString('base64url')
}

export function readPlace(cursor: string): Place {
  try {
    const [way, id, ...keys] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (typeof way === 'string' && Number.isSafeInteger(id) && keys.every(isText))
      return { way, id: Number(id), keys }
  } catch {
    // Not one of ours: the same refusal.
  }
  throw new VisibleError('invalid', { fields: { after: 'malformed' } })
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
