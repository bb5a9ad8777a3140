import { element, type Attributes } from './dom.ts'
import type { Word } from './words.ts'

export function button(attributes: Attributes, text = ''): HTMLButtonElement {
  return element('button', { type: 'button', ...attributes }, text)
}

/** A choice with its word behind it. */
export function check(word: Word, isOn: boolean, changed: () => void): HTMLElement {
  const box = element('input', { type: 'checkbox', checked: isOn, on: { change: changed } })
  return element('label', { class: 'check' }, box, element('span', { word }))
}
