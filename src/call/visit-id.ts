import { createHash, randomBytes } from 'node:crypto'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** 26 characters, sortable by time: the milliseconds in ten, then chance in sixteen. */
export function mintVisitId(now = Date.now()): string {
  const time = Array.from({ length: 10 }, (_, index) => alphabet[Math.floor(now / 32 ** (9 - index)) % 32])
  return time.join('') + letters(randomBytes(16))
}

/** The visit of a webhook that lost its own id: the same for every repetition of it. */
export function visitIdOf(callSid: string): string {
  return `0000000000${letters(createHash('sha256').update(callSid).digest().subarray(0, 16))}`
}

function letters(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => alphabet[byte % 32]).join('')
}
