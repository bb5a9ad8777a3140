import { parsePhoneNumberFromString, type NumberType } from 'libphonenumber-js/max'
import { plainNumber } from '../written/number.ts'
import type { Refusal } from './refusal.ts'

/** Beginnings of Japanese numbers that no operator calls, as they are dialled within Japan. */
export const refusedPrefixes: readonly { prefix: RegExp; what: string }[] = [
  {
    prefix: /^1\d{2}/,
    what: 'three-digit services: 104, 171, 177, 188, 189; 184 and 186 hide and show our number',
  },
  { prefix: /^010/, what: 'international calls' },
  { prefix: /^00/, what: 'a carrier chosen by its number (00XY)' },
  { prefix: /^0570/, what: 'Navi Dial, charged to the caller' },
  { prefix: /^0990/, what: 'premium rate' },
  { prefix: /^0180/, what: 'mass calling' },
  { prefix: /^0170/, what: 'message services' },
  { prefix: /^020/, what: 'pagers and machines' },
]

/** Police, coast guard, fire and ambulance, however they are written: with 00, Japan's 81, 184 or 186 before. */
const emergency = /^0*(81)?0*(18[46])?0*11[089]$/

/** Costly to whoever calls, in any country. */
const refusedTypes: readonly (NumberType | undefined)[] = [
  'PREMIUM_RATE',
  'SHARED_COST',
  'PERSONAL_NUMBER',
  'PAGER',
]

export type Judgement = { number: string; refusal?: undefined } | { number?: undefined; refusal: Refusal }

/**
 * May this be dialled? The number comes back in E.164, whichever usual way it was written in. The desk asks before it
 * dials, and the server has the last word.
 */
export function judgeNumber(dialled: string, allowedPrefixes: readonly string[]): Judgement {
  const typed = plainNumber(dialled)
  const digits = typed.replace(/\D/g, '')
  if (emergency.test(digits)) return { refusal: 'emergency' }
  if (isRefused(digits) && !typed.startsWith('+')) return { refusal: 'refused-prefix' }
  const number = parsePhoneNumberFromString(typed, { defaultCountry: 'JP', extract: false })
  if (!number?.isValid() || number.ext) return { refusal: 'not-a-number' }
  if (number.country === 'JP' && isRefused(`0${number.nationalNumber}`)) return { refusal: 'refused-prefix' }
  if (refusedTypes.includes(number.getType())) return { refusal: 'refused-prefix' }
  if (!allowedPrefixes.some((prefix) => number.number.startsWith(prefix)))
    return { refusal: 'not-allowed-country' }
  return { number: number.number }
}

function isRefused(nationalDigits: string): boolean {
  return refusedPrefixes.some(({ prefix }) => prefix.test(nationalDigits))
}
