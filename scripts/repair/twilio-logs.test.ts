import { expect, test } from 'vitest'
import { recordsBetween } from './twilio-logs.ts'

/** An account that printed a line a second for so many seconds, and tells of 10 000 at most, the newest first. */
function account(seconds: number) {
  const records = Array.from({ length: seconds }, (_, index) => ({
    sid: `NO${index}`,
    message: '',
    dateCreated: new Date(index * 1000),
  })).reverse()
  return async (from: Date, to: Date) =>
    records.filter(({ dateCreated }) => dateCreated >= from && dateCreated <= to).slice(0, 10_000)
}

test.each([0, 9_999, 10_000, 10_001, 35_000])('finds all of %i records, each once', async (count) => {
  const found = await recordsBetween(new Date(0), new Date(40_000_000), account(count))
  expect(found).toHaveLength(count)
  expect(new Set(found.map(({ sid }) => sid)).size).toBe(count)
})

test('does not ask for less than a second, even where that has more than Twilio tells', async () => {
  const asked: Date[][] = []
  const crowded = async (from: Date, to: Date) => {
    asked.push([from, to])
    return Array.from({ length: 10_000 }, (_, index) => ({
      sid: `NO${index}`,
      message: '',
      dateCreated: from,
    }))
  }
  expect(await recordsBetween(new Date(0), new Date(4000), crowded)).toHaveLength(10_000)
  expect(asked).toHaveLength(7)
})
