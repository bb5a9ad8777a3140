import { expect, test } from 'vitest'
import { readOperatorId } from './operator-id.ts'

test.each([
  'operator-1.a',
  ' operator-1.a　',
  'ｏｐｅｒａｔｏｒ－１．ａ',
  'operator -1.a\t',
  '\u200boperator-1.a\ufeff',
])('%j is operator-1.a', (typed) => {
  expect(readOperatorId(typed)).toBe('operator-1.a')
})

test('letters keep their case, and what is no id stays none', () => {
  expect(['Operator1', '　', '操作員'].map(readOperatorId)).toEqual(['Operator1', '', '操作員'])
})
