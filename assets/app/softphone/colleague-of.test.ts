import { expect, test } from 'vitest'
import { colleagueOf } from './colleague-of.ts'

const colleagues = ['ann', 'joann', 'test_ann'].map((clientName) => ({ clientName }))

test.each([
  ['ann', 'ann'],
  ['joann', 'joann'],
  ['dev_joann', 'joann'],
  ['dev_ann', 'ann'],
  ['dev_test_ann', 'test_ann'],
  ['suzann', undefined],
])('%s is %s', (identity, clientName) => {
  expect(colleagueOf(identity, colleagues)?.clientName).toBe(clientName)
})
