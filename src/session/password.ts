import { randomInt } from 'node:crypto'
import bcrypt from 'bcryptjs'
import { commonPasswords } from './common-passwords.ts'

/**
 * Measured with bcryptjs 3.0.3 on Node 22: one comparison takes 82 ms of a full core at cost 10, 164 ms at 11. A container
 * of 256 MB gets 256/1769 of a core, so 0.57 s and 1.13 s there: 10 is the most that keeps a sign-in within 1 s.
 */
export const bcryptCost = 10

/** Of a password that nobody has: what an unknown operator's sign-in is compared with, so that it takes as long. */
const nobodysHash = '$2b$10$nPPAgUG7K8.q5jEQo2bVde9Vercy7aWj/24ucbaMtmUiKp0oIKORa'

/** bcrypt reads 72 bytes and ignores the rest, so longer ones are not passwords here. */
const longest = 72
const shortest = 8

export type PasswordFault = 'too-short' | 'too-long' | 'common'

export function passwordFault(password: string): PasswordFault | undefined {
  const bytes = Buffer.byteLength(password)
  if (bytes < shortest) return 'too-short'
  if (bytes > longest) return 'too-long'
  return commonPasswords.has(password.normalize('NFKC').toLowerCase()) ? 'common' : undefined
}

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => bcrypt.hash(password, bcryptCost))
}

/** Takes the same time whether or not there is a hash. */
export async function isPassword(password: string, hash: string | undefined): Promise<boolean> {
  const same = await inTurn(() => bcrypt.compare(password, hash ?? nobodysHash))
  return same && hash !== undefined && Buffer.byteLength(password) <= longest
}

/** 16 characters that are not mistaken for each other when read aloud, in groups of four: 78 bits. */
export function generatePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}

const key = Symbol.for('runa.bcrypt')
const store = globalThis as { [key]?: Promise<unknown> }

/**
 * One after the other: each blocks this process for as long as a comparison takes, and where several functions share
 * one (never on Twilio, always at home) a step of a call comes between two of them.
 */
function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const result = (store[key] ?? Promise.resolve()).then(work)
  store[key] = result.catch(() => undefined)
  return result
}
