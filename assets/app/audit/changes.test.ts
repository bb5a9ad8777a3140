import { expect, test } from 'vitest'
import { changesOf } from './changes.ts'

const entry = { id: 1, at: '2026-11-24T00:00:00Z', operatorId: null, operatorName: null, subject: null }
const changes = (before: Record<string, unknown> | null, after: Record<string, unknown> | null) =>
  changesOf({ ...entry, action: 'queues/update', before, after })

test('only what differs is told, however deep it lies', () => {
  const before = { queueName: '営業', queueIds: ['a'], thresholds: { waitingCaution: 5, waitingCritical: 9 } }
  const after = { queueName: '販売', queueIds: ['a'], thresholds: { waitingCaution: 5, waitingCritical: 8 } }
  expect(changes(before, after)).toEqual([
    { name: 'queueName', before: '営業', after: '販売' },
    { name: 'waitingCritical', before: 9, after: 8 },
  ])
})

test('what the server counts and dates by itself is no change', () => {
  expect(changes({ version: 1, updatedAt: 'then' }, { version: 2, updatedAt: 'now' })).toEqual([])
})

test('nothing, an empty word and an empty list are the same', () => {
  expect(changes({ telnum: null, firstName: '', queueIds: [] }, {})).toEqual([])
  expect(changes(null, { telnum: '+81312345678', firstName: '' })).toEqual([
    { name: 'telnum', before: undefined, after: '+81312345678' },
  ])
})
