import { randomInt } from 'node:crypto'
import bcrypt from 'bcryptjs'
import { hashed } from './session-token.ts'

/**
 * Measured with bcryptjs 3.0.3 on Node 22: one comparison takes 82 ms of a full core at cost 10, 164 ms at 11. A container
 * of 256 MB gets 256/1769 of a core, so 0.57 s and 1.13 s there: 10 is the most that keeps a sign-in within 1 s.
 */
export const bcryptCost = 10

/** Of a password that nobody has: what an unknown operator's sign-in is compared with, so that it takes as long. */
const nobodysHash = '$2b$10$nPPAgUG7K8.q5jEQo2bVde9Vercy7aWj/24ucbaMtmUiKp0oIKORa'

/** bcrypt reads 72 bytes and ignores the rest, so longer ones (24 kanji) are not passwords here. */
const longestBytes = 72
/** Characters as people count them, not bytes: eight kanji are 24 bytes, and no long password. */
const shortest = 12

/** One character has several codes (full-width letters, ｶﾞ and ガ), and keyboards differ in which they make. */
export const normalPassword = (typed: string): string => typed.normalize('NFKC')

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => bcrypt.hash(normalPassword(password), bcryptCost))
}

/** Takes the same time whether or not there is a hash. One of before there was a normal form opens to what was typed. */
export async function isPassword(typed: string, hash: string | undefined): Promise<boolean> {
  let isSame = false
  for (const password of new Set([normalPassword(typed), typed])) {
    const same = await inTurn(() => bcrypt.compare(password, hash ?? nobodysHash))
    isSame ||= same && Buffer.byteLength(password) <= longestBytes
  }
  return isSame && hash !== undefined
}

export type PasswordFault = 'too-short' | 'too-long'

export function lengthFault(typed: string): PasswordFault | undefined {
  const password = normalPassword(typed)
  if ([...password].length < shortest) return 'too-short'
  return Buffer.byteLength(password) > longestBytes ? 'too-long' : undefined
}

/** In which a given password must be changed. */
const givenHours = 72

/** A password for somebody else, told once, and what `operator` keeps of it. */
export async function givePassword(now: Date) {
  const password = generatePassword()
  const columns = {
    password: await hashPassword(password),
    must_change_password: 1,
    given_password: hashed(password),
    given_until: new Date(now.getTime() + givenHours * 3600_000),
  }
  return { password, columns }
}

export type GivenPassword = Awaited<ReturnType<typeof givePassword>>['columns']

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
