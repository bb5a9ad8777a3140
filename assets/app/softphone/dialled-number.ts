import { AsYouType, parsePhoneNumberFromString } from 'libphonenumber-js/core'
import plan from 'virtual:japanese-numbering-plan'

/** What was typed or pasted, in E.164; undefined when it is no number. The server has the last word. */
export function numberToDial(typed: string): string | undefined {
  const text = typed.normalize('NFKC').trim()
  const international = text.replace(/[\s().-]/g, '')
  if (/^\+(?!81)\d{8,15}$/.test(international)) return international
  return parsePhoneNumberFromString(text, { defaultCountry: 'JP', extract: false }, plan)?.number
}

/** Half-width, with the hyphens that people here expect, while it is typed. */
export function numberAsTyped(typed: string): string {
  const text = typed.normalize('NFKC').replace(/[^\d+*#]/g, '')
  return text.startsWith('+') || /[*#]/.test(text) ? text : new AsYouType('JP', plan).input(text)
}
