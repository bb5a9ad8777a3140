import { createHash, randomBytes } from 'node:crypto'

export type SidMaker = (prefix: 'AC' | 'AP' | 'CA' | 'PN' | 'QU' | 'KX' | 'SK') => string

/** Identifiers that look like Twilio's: two letters and 32 hexadecimal digits. With a seed, the same ones every time. */
export function sidMaker(seed?: string): SidMaker {
  let made = 0
  return (prefix) =>
    prefix + (seed === undefined ? randomBytes(16).toString('hex') : digest(`${seed}/${prefix}/${made++}`))
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)
