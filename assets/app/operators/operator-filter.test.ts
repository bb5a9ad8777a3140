import { expect, test } from 'vitest'
import type { Operator } from '../../../src/http/desk-actions.ts'
import { matchesFilter } from './operator-filter.ts'

const operator = {
  operatorId: 'Ken.T',
  lastName: '髙橋',
  firstName: 'ケン',
  level: 'operator',
  queueIds: [],
  disabled: false,
} as unknown as Operator
const isFoundBy = (term: string) => matchesFilter(operator, { term, level: '', queueId: '', use: '' })

test('an operator is found in whatever characters the name is written', () => {
  for (const term of ['高橋', '髙橋\u{e0100}', 'ｹﾝ', 'けん', 'KEN', '高橋　ケン', '\u200b橋', 'ken.t', ''])
    expect([term, isFoundBy(term)]).toEqual([term, true])
  for (const term of ['橋高', 'ハシ']) expect([term, isFoundBy(term)]).toEqual([term, false])
})
