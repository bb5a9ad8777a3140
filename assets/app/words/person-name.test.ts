import { expect, test } from 'vitest'
import { personKey } from './person-name.ts'

test.each([
  ['山田', '花子'],
  ['さとう', 'Ken'],
  ['ソン', 'マリー'],
  ['김', '민수'],
])('%s %s keeps its order in any language', (lastName, firstName) => {
  expect(personKey({ lastName, firstName })).toBe('shell.person-family-first')
})

test.each([
  ['Smith', 'John'],
  ['Иванов', 'Пётр'],
  ['', ''],
])('%s %s is in the order of the page’s language', (lastName, firstName) => {
  expect(personKey({ lastName, firstName })).toBe('shell.person')
})
