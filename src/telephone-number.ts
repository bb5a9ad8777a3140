import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import * as z from 'zod/mini'

/** E.164 of a number in any usual Japanese or international writing; undefined for what cannot be dialled. */
export function toE164(written: string): string | undefined {
  const plain = written.normalize('NFKC').replace(/[ー−‐‑–—―ｰ]/g, '-')
  const number = parsePhoneNumberFromString(plain, { defaultCountry: 'JP', extract: false })
  return number?.isValid() && !number.ext ? number.number : undefined
}

/** A field that takes a number as people write it and goes on as E.164. */
export const telephoneNumber = field(toE164)

/**
 * The same for a number that somebody called from: what the network wrote stays as it is, whether or not the numbering
 * plan knows of it. Only `+810…` is a person's slip.
 */
export const knownNumber = field((written) =>
  /^\+(?!810)[1-9]\d{6,14}$/.test(written) ? written : toE164(written),
)

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
