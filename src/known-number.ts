/** Keypad spellings of ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE, which Twilio hands on as numbers. */
const withheldNumbers = new Set(['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253'])
const withheldWords = /^(anonymous|restricted|blocked|unknown|unavailable|private)?$/i

/**
 * The number that a call came from; null where it was withheld, which comes as words, too. Not in `telephone-number.ts`,
 * whose numbering plans a step of a call cannot carry.
 */
export function toKnownNumber(from: string | null | undefined): string | null {
  return from && /^\+[1-9]\d{6,14}$/.test(from) && !withheldNumbers.has(from) ? from : null
}

/** Whether a caller kept the number back, as against a number that is none of ours to call, such as an address. */
export function isWithheld(from: string | null | undefined): boolean {
  return withheldNumbers.has(from ?? '') || withheldWords.test(from ?? '')
}
