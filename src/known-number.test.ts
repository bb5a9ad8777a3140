import { expect, test } from 'vitest'
import { toKnownNumber } from './known-number.ts'

test.each([
  '+266696687',
  '+7378742833',
  '+2562533',
  '+8656696',
  '+86282452253',
  'anonymous',
  'unknown',
  'client:operator1',
  'sip:someone@example.com',
  '',
  null,
  undefined,
])('%s is nobody’s number', (from) => {
  expect(toKnownNumber(from)).toBeNull()
})

test('what a network wrote is kept, whether or not the numbering plan knows of it', () => {
  for (const from of ['+81312345678', '+819012345678', '+12025550123', '+999123456'])
    expect(toKnownNumber(from)).toBe(from)
})
