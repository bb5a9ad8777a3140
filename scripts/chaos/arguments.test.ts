import { expect, test } from 'vitest'
import { chaosArguments } from './arguments.ts'

test('lets 200 calls happen with a seed of chance, unless told', () => {
  expect(chaosArguments([])).toEqual({ calls: 200, seed: expect.any(Number), mysql: false })
  expect(chaosArguments(['--calls', '1', '--seed', '0', '--mysql'])).toEqual({
    calls: 1,
    seed: 0,
    mysql: true,
  })
})

test.each([
  ['--calls', '0'],
  ['--calls', 'many'],
  ['--calls', ''],
  ['--seed', '1.5'],
  ['--seed', '-1'],
  ['--seed', '1234567890'],
  ['--sead', '1'],
  ['7', '--mysql'],
])('refuses %s %s', (...args) => {
  expect(() => chaosArguments(args)).toThrow('Known: --calls <how many>')
})
