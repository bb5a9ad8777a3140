import { expect, test } from 'vitest'
import { judgeNumber } from './dialling-guard.ts'

const judge = (dialled: string, allowed = ['+81']) => {
  const { number, refusal } = judgeNumber(dialled, allowed)
  return number ?? refusal
}

test.each([
  ['03-1234-5678', '+81312345678'],
  ['０３（１２３４）５６７８', '+81312345678'],
  ['090 1234 5678', '+819012345678'],
  ['050-3123-4567', '+815031234567'],
  ['+81 3 1234 5678', '+81312345678'],
  ['0120-444-444', '+81120444444'],
  ['0800-888-8888', '+818008888888'],
  [' 06-6123-4567 ', '+81661234567'],
])('dials %s as %s', (dialled, number) => {
  expect(judge(dialled)).toBe(number)
})

test.each([
  ...['104', '171', '177', '188', '189', '１０４', '184-03-1234-5678', '186 090 1234 5678'],
  ...['0570-000-000', '+81570000000', '0990-123-456', '0180-99-1234', '0170-123-456', '020-1234-5678'],
  ...['0033-010-1-202-555-0123', '0077-12-3456', '010-1-202-555-0123'],
])('refuses %s: services, premium, carrier and international prefixes', (dialled) => {
  expect(judge(dialled)).toBe('refused-prefix')
})

test.each([
  ...['110', '118', '119', '１１０', '1-1-9', ' 1 1 8 ', '１‐１‐９', '(110)'],
  ...['+81110', '+81 119', '＋８１１１０', '+810110', '0081118', '00110', '0119'],
  ...['184110', '186-119', '184 0 110', '0184119', '+81184110'],
])('knows %s for an emergency', (dialled) => {
  expect(judge(dialled)).toBe('emergency')
})

test.each(['1100', '1190', '0110-1234', '011-011-0119', '+81 11 811 0119', '0118-12-3456'])(
  'does not take %s for an emergency',
  (dialled) => {
    expect(judge(dialled)).not.toBe('emergency')
  },
)

test.each(['0600-123-456', '+1 900 234 5678', '+44 909 879 0000', '+44 70 1234 5678', '+44 843 123 4567'])(
  'refuses %s: premium, shared-cost and personal numbers of any country',
  (dialled) => {
    expect(judge(dialled, ['+81', '+1', '+44'])).toBe('refused-prefix')
  },
)

test.each([
  '',
  'hello',
  '03-1234',
  '0',
  '+',
  'call 03-1234-5678 now',
  '03-1234-5678 ext. 9',
  '+811100',
  '9'.repeat(128),
])('does not take “%s” for a number', (dialled) => {
  expect(judge(dialled)).toBe('not-a-number')
})

test('dials other countries only where their prefix is allowed', () => {
  expect(judge('+1 212 555 0123')).toBe('not-allowed-country')
  expect(judge('+1 212 555 0123', ['+81', '+1'])).toBe('+12125550123')
  expect(judge('03-1234-5678', [])).toBe('not-allowed-country')
})
