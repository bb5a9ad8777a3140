import { expect, test } from 'vitest'
import { toKnownNumber } from '../known-number.ts'
import { toE164 } from '../telephone-number.ts'
import { judgeNumber } from '../call/dialling-guard.ts'
import { asDialled, plainNumber, searchDigits } from './number.ts'

const writings = [
  '0312345678',
  '03-1234-5678',
  '(03) 1234 5678',
  '03/1234/5678',
  '03.1234.5678',
  '03・1234・5678',
  '０３（１２３４）５６７８',
  ...[...'-‐‑‒–—―−ー－ｰ─━﹣⁻〜'].map((dash) => `03${dash}1234${dash}5678`),
  '\u202a03-1234-5678\u202c',
  '\u200e03\u200b1234\u200f5678\ufeff',
  '03\u00a01234\u30005678',
  '03\u00ad1234\t5678',
  '+81312345678',
  '+810312345678',
  '+81 (0)3-1234-5678',
  '＋８１ー３ー１２３４ー５６７８',
  'tel:+81-3-1234-5678',
]

test.each(writings)('%j is one number, in a form and on the telephone', (written) => {
  expect(toE164(written)).toBe('+81312345678')
  expect(judgeNumber(written, ['+81'])).toEqual({ number: '+81312345678' })
  expect(['0312345678', '+81312345678']).toContain(searchDigits(written))
})

test('a number is recognised as far as it is typed, and a name with digits is not one', () => {
  expect(searchDigits('０３ー１２３４')).toBe('031234')
  expect(searchDigits('+81 3-12')).toBe('+81312')
  expect(searchDigits('+81 (0)3-12')).toBe('+81312')
  for (const term of ['3M', 'ー', '', '03x', '03#'])
    expect([term, searchDigits(term)]).toEqual([term, undefined])
})

test('two numbers, an extension and an address are no number', () => {
  for (const written of [
    '03-1234-5678 / 090-1234-5678',
    '03-1234-5678 内線12',
    'sip:0312345678@example.com',
    '+',
  ])
    expect([written, toE164(written)]).toEqual([written, undefined])
})

test('a network writes numbers in more than one way, and an address may be one', () => {
  for (const from of [
    '+81312345678',
    '+810312345678',
    '0312345678',
    'sip:0312345678@example.com',
    'sip:+81312345678@10.0.0.1:5060;user=phone',
    'SIPS:+81-3-1234-5678;phone-context=x@example.com',
    'sip:%2B81312345678@example.com',
  ])
    expect([from, toKnownNumber(from)]).toEqual([from, '+81312345678'])
})

test('fifteen digits are a number, and have a place to be found by', () => {
  expect(toKnownNumber('+999123456789012')).toBe('+999123456789012')
  expect(asDialled('+999123456789012')).toBe('00999123456789012')
  expect(plainNumber('+9991234567890123')).toBe('+9991234567890123')
  expect(toKnownNumber('+9991234567890123')).toBeNull()
})
