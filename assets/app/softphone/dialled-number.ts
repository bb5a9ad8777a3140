import { AsYouType } from 'libphonenumber-js/core'
import plan from 'virtual:japanese-numbering-plan'

/** Half-width, with the hyphens that people here expect, while it is typed. */
export function numberAsTyped(typed: string): string {
  const text = typed.normalize('NFKC').replace(/[^\d+*#]/g, '')
  return text.startsWith('+') || /[*#]/.test(text) ? text : new AsYouType('JP', plan).input(text)
}
