import { expect, test } from 'vitest'
import { mustBeWithinBounds } from './desk-bounds.ts'

const manyKeys = Object.fromEntries(Array.from({ length: 100_000 }, (_, nth) => [`key${nth}`, nth]))
let deep: object = {}
for (let level = 0; level < 100_000; level++) deep = { deep }

test.each([
  ['a hundred thousand keys', manyKeys],
  ['as many in a list', { list: Object.values(manyKeys) }],
  ['keys a hundred thousand deep', { deep }],
])('%s are refused at once', (_what, input) => {
  const began = performance.now()
  expect(() => mustBeWithinBounds('session/login', input)).toThrow('invalid')
  expect(performance.now() - began).toBeLessThan(500)
})
