import { parsePhoneNumberFromString } from 'libphonenumber-js/core'
import plan from 'virtual:japanese-numbering-plan'

/** +81312345678 as people here write it: 03-1234-5678. Numbers of other countries stay as they are. */
export function domesticNumber(number: string): string {
  return parsePhoneNumberFromString(number, 'JP', plan)?.formatNational() ?? number
}
