import { expect, test } from 'vitest'
import { domesticNumber } from './telephone.ts'

test.each([
  ['a mobile', '+819012345678', '090-1234-5678'],
  ['Tokyo', '+81312345678', '03-1234-5678'],
  ['Osaka', '+81661234567', '06-6123-4567'],
  ['a town with a long area code', '+81997123456', '0997-12-3456'],
  ['a number that is free to call', '+81120123456', '0120-123-456'],
  ['an IP telephone', '+815031234567', '050-3123-4567'],
])('%s is written as people here write it', (_, number, written) => {
  expect(domesticNumber(number)).toBe(written)
})

test('numbers of other countries stay as they are', () => {
  for (const number of ['+12025550123', '+442079460958', '+861012345678'])
    expect(domesticNumber(number)).toBe(number)
})

test('what is no number is shown as it was stored', () => {
  for (const text of [
    '',
    'client:operator1',
    'anonymous',
    '+',
    '+81',
    '名前',
    '2025',
    '<b>0312345678</b>',
    'sip:0312345678@example.com',
  ])
    expect(domesticNumber(text)).toBe(text)
})
