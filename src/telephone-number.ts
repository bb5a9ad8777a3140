import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import * as z from 'zod/mini'
import { isWithheld } from './known-number.ts'
import { plainNumber } from './written/number.ts'

/** E.164 has fifteen digits at most, whatever a plan says. */
const isE164 = (number: string) => /^\+[1-9]\d{6,14}$/.test(number)

/** E.164 of a number in any usual Japanese or international writing; undefined for what cannot be dialled. */
export function toE164(written: string): string | undefined {
  const number = parsePhoneNumberFromString(plainNumber(written), { defaultCountry: 'JP', extract: false })
  return number?.isValid() && !number.ext && isE164(number.number) ? number.number : undefined
}

/** A field that takes a number as people write it and goes on as E.164. */
export const telephoneNumber = field(toE164)

/**
 * The same for a number that somebody called from: what the network wrote stays as it is, whether or not the numbering
 * plan knows of it; but what it writes for a number that was kept back is nobody's.
 */
export const knownNumber = field((written) => {
  if (isWithheld(written)) return undefined
  const plain = plainNumber(written)
  return isE164(plain) ? plain : toE164(written)
})

function field(read: (written: string) => string | undefined) {
  return z.pipe(
    z.string().check(z.maxLength(50)),
    z.transform((written: string, context) => {
      const number = read(written)
      if (!number) context.issues.push({ code: 'custom', message: 'malformed', input: written })
      return number ?? z.NEVER
    }),
  )
}
