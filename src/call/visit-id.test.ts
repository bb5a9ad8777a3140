import { expect, test } from 'vitest'
import { mintVisitId, visitIdOf } from './visit-id.ts'

test('mints 26 characters that sort by time', () => {
  const [earlier, later] = [mintVisitId(1_763_800_000_000), mintVisitId(1_763_800_000_001)]
  expect(earlier).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/)
  expect([later, earlier].sort()).toEqual([earlier, later])
})

test('mints no id twice', () => {
  const ids = Array.from({ length: 1000 }, () => mintVisitId(0))
  expect(new Set(ids).size).toBe(1000)
})

test('derives the same id from the same call, and another from another', () => {
  expect(visitIdOf('CA1')).toBe(visitIdOf('CA1'))
  expect(visitIdOf('CA1')).not.toBe(visitIdOf('CA2'))
  expect(visitIdOf('CA1')).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/)
})
