import { expect, test } from 'vitest'
import { knownTimeZone, startOf, startOfDay } from './business-day.ts'

const start = (now: string, zone: string) => startOfDay(new Date(now), zone).toISOString()

test('the day begins at midnight where the centre is', () => {
  expect(start('2026-11-22T14:59:59.999Z', 'Asia/Tokyo')).toBe('2026-11-21T15:00:00.000Z')
  expect(start('2026-11-22T15:00:00.000Z', 'Asia/Tokyo')).toBe('2026-11-22T15:00:00.000Z')
  expect(start('2026-11-22T03:00:00.500Z', 'America/New_York')).toBe('2026-11-21T05:00:00.000Z')
})

test('a zone that nobody knows is taken for Japan, and the board goes on', () => {
  expect(knownTimeZone({ timeZone: 'Asia/Tokio' })).toBe('Asia/Tokyo')
  expect(knownTimeZone({ timeZone: 'Europe/Berlin' })).toBe('Europe/Berlin')
})

test('on the day the clocks change too', () => {
  expect(start('2026-03-29T12:00:00Z', 'Europe/Berlin')).toBe('2026-03-28T23:00:00.000Z')
  expect(start('2026-10-25T12:00:00Z', 'Europe/Berlin')).toBe('2026-10-24T22:00:00.000Z')
})

test('a day ends when the next one begins, however long it is', () => {
  const day = (daysLater: number) => startOf('2026-03-29', 'Europe/Berlin', daysLater).toISOString()
  expect([day(0), day(1)]).toEqual(['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'])
})
