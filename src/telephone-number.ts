import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import * as z from 'zod/mini'

/** E.164 of a number in any usual Japanese or international writing; undefined for what cannot be dialled. */
export function toE164(written: string): string | undefined {
  const plain = written.normalize('NFKC').replace(/[ー−‐‑–—―ｰ]/g, '-')
  const number = parsePhoneNumberFromString(plain, { defaultCountry: 'JP', extract: false })
  return number?.isValid() && !number.ext ? number.number : undefined
}

/** A field that takes a number as people write it and goes on as E.164. */
export const telephoneNumber = z.pipe(
  z.string().check(z.maxLength(50)),
  z.transform((written: string, context) => {
    const number = toE164(written)
    if (!number) context.issues.push({ code: 'custom', message: 'malformed', input: written })
    return number ?? z.NEVER
  }),
)
