import { AsYouType } from 'libphonenumber-js/core'
import plan from 'virtual:japanese-numbering-plan'
import { plainNumber } from '../../../src/written/number.ts'

/** Half-width, with the hyphens that people here expect, while it is typed. */
export function numberAsTyped(typed: string): string {
  const text = plainNumber(typed)
  return text.startsWith('+') || /[*#]/.test(text) ? text : new AsYouType('JP', plan).input(text)
}
