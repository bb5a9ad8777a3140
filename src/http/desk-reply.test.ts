import { expect, test } from 'vitest'
import { refusal } from './desk-reply.ts'

const failed = (errno: number, code: string) =>
  refusal(Object.assign(new Error('as it was'), { errno, code }))

test.each([
  [1290, 'ER_OPTION_PREVENTS_STATEMENT'],
  [1836, 'ER_READ_ONLY_MODE'],
  [1792, 'ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION'],
  [1226, 'ER_USER_LIMIT_REACHED'],
  [1040, 'ER_CON_COUNT_ERROR'],
  [1045, 'ER_ACCESS_DENIED_ERROR'],
  [1213, 'ER_LOCK_DEADLOCK'],
])('a server that says %i (%s) is away', (errno, code) => {
  expect(failed(errno, code)).toEqual({ status: 503, body: { error: { code: 'database-away' } } })
})

test('a statement that is wrong is our fault', () => {
  expect(failed(1064, 'ER_PARSE_ERROR')).toEqual({ status: 500, body: { error: { code: 'internal' } } })
})
