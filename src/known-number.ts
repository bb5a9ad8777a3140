import { plainNumber } from './written/number.ts'

/** Keypad spellings of ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE, which Twilio hands on as numbers. */
const withheldNumbers = new Set(['266696687', '7378742833', '2562533', '8656696', '86282452253'])
const withheldWords = /^(anonymous|restricted|blocked|unknown|unavailable|private|withheld)?$/i

/**
 * The number that a call came from; null where it was withheld, which comes as words, too. A network may write one of this
 * country without its code, and an address may have a number before its `@`. Not in `telephone-number.ts`, whose
 * numbering plans a step of a call cannot carry.
 */
export function toKnownNumber(from: string | null | undefined): string | null {
  if (!from || isWithheld(from)) return null
  const number = plainNumber(userOf(from)).replace(/^0(?=[1-9]\d{8,9}$)/, '+81')
  return /^\+[1-9]\d{6,14}$/.test(number) ? number : null
}

/** Whether a caller kept the number back, as against a number that is none of ours to call, such as an address. */
export function isWithheld(from: string | null | undefined): boolean {
  const user = userOf(from ?? '').trim()
  return withheldWords.test(user) || withheldNumbers.has(plainNumber(user).replace('+', ''))
}

/** Who an address without a number names: `reception` of `sip:reception@example.com`. */
export function addressName(from: string | null | undefined): string | null {
  if (!from || !isAddress(from) || isWithheld(from) || toKnownNumber(from)) return null
  return userOf(from).slice(0, 64) || null
}

const isAddress = (from: string) => /^sips?:/i.test(from)

/** Without its parameters, and its `%2B` a plus. */
function userOf(from: string): string {
  if (!isAddress(from)) return from
  const [, user = ''] = /^sips?:([^;@]*)[^@]*@/i.exec(from) ?? []
  try {
    return decodeURIComponent(user)
  } catch {
    return user
  }
}
