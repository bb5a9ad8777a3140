import { expect, test } from 'vitest'
import { addressName, isWithheld, toKnownNumber } from './known-number.ts'

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
  'sip:ñ@x',
  'sip:anonymous@anonymous.invalid',
  'sip:+266696687@example.com',
  'sip:',
  'sip:%@x',
  'Anonymous',
  '266696687',
  '\u202a+266696687\u202c',
  '+',
  '0312345',
  '110',
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

test('an address without a number has a name to be shown by', () => {
  expect(addressName('sip:reception@example.com')).toBe('reception')
  expect(addressName('sip:ñ@x')).toBe('ñ')
  for (const from of [
    'sip:0312345678@x',
    'sip:anonymous@anonymous.invalid',
    '+81312345678',
    'client:me',
    '',
    null,
  ])
    expect([from, addressName(from)]).toEqual([from, null])
})

test('who keeps the number back is one thing, and who has none another', () => {
  for (const from of ['anonymous', 'sip:anonymous@anonymous.invalid', '+266696687', '', ' ', null])
    expect([from, isWithheld(from)]).toEqual([from, true])
  for (const from of ['sip:reception@example.com', 'client:me', '+81312345678', '0266696687'])
    expect([from, isWithheld(from)]).toEqual([from, false])
})
