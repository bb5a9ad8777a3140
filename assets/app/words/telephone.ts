import { parsePhoneNumberFromString } from 'libphonenumber-js/core'
import plan from 'virtual:japanese-numbering-plan'

/** A number and nothing else: none is taken out of a text around it. */
const asItIs = { defaultCountry: 'JP', extract: false } as const

/** +81312345678 as people here write it: 03-1234-5678. Numbers of other countries stay as they are. */
export function domesticNumber(number: string): string {
  return parsePhoneNumberFromString(number, asItIs, plan)?.formatNational() ?? number
}
