import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { Refusal } from './refusal.ts'

/** Beginnings of Japanese numbers that no operator calls, as they are dialled within Japan. */
export const refusedPrefixes: readonly { prefix: RegExp; what: string }[] = [
  { prefix: /^1\d{2}/, what: 'emergency and three-digit services: 110, 118, 119, 104, 171, 177, 188, 189' },
  { prefix: /^010/, what: 'international calls' },
  { prefix: /^00/, what: 'a carrier chosen by its number (00XY)' },
  { prefix: /^0570/, what: 'Navi Dial, charged to the caller' },
  { prefix: /^0990/, what: 'premium rate' },
  { prefix: /^0180/, what: 'mass calling' },
  { prefix: /^0170/, what: 'message services' },
  { prefix: /^020/, what: 'pagers and machines' },
]

export type Judgement = { number: string; refusal?: undefined } | { number?: undefined; refusal: Refusal }

/** May this be dialled? The number comes back in E.164, whichever usual way it was written in. */
export function judgeNumber(dialled: string, allowedPrefixes: readonly string[]): Judgement {
  const typed = dialled.normalize('NFKC').trim()
  if (isRefused(typed.replace(/\D/g, '')) && !typed.startsWith('+')) return { refusal: 'refused-prefix' }
  const number = parsePhoneNumberFromString(typed, { defaultCountry: 'JP', extract: false })
  if (!number?.isValid() || number.ext) return { refusal: 'not-a-number' }
  if (number.country === 'JP' && isRefused(`0${number.nationalNumber}`)) return { refusal: 'refused-prefix' }
  if (!allowedPrefixes.some((prefix) => number.number.startsWith(prefix)))
    return { refusal: 'not-allowed-country' }
  return { number: number.number }
}

function isRefused(nationalDigits: string): boolean {
  return refusedPrefixes.some(({ prefix }) => prefix.test(nationalDigits))
}
