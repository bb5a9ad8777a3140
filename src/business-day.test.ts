import { expect, test } from 'vitest'
import { dayIn, knownTimeZone, startOf, startOfDay } from './business-day.ts'

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

test.each([
  ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z', '2026-09-07T03:00:00.000Z'],
  ['America/Santiago', '2026-04-05', '2026-04-05T04:00:00.000Z', '2026-04-06T04:00:00.000Z'],
  ['America/Havana', '2026-03-08', '2026-03-08T05:00:00.000Z', '2026-03-09T04:00:00.000Z'],
  ['America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z'],
  ['America/Asuncion', '2023-10-01', '2023-10-01T04:00:00.000Z', '2023-10-02T03:00:00.000Z'],
  ['Asia/Beirut', '2026-03-29', '2026-03-28T22:00:00.000Z', '2026-03-29T21:00:00.000Z'],
  ['Atlantic/Azores', '2026-03-29', '2026-03-29T01:00:00.000Z', '2026-03-30T00:00:00.000Z'],
  ['Pacific/Kiritimati', '2026-01-01', '2025-12-31T10:00:00.000Z', '2026-01-01T10:00:00.000Z'],
  ['Pacific/Pago_Pago', '2026-01-01', '2026-01-01T11:00:00.000Z', '2026-01-02T11:00:00.000Z'],
])(
  'in %s, where the clocks may change at midnight, %s begins at %s and ends at %s',
  (zone, day, begins, ends) => {
    expect([0, 1].map((later) => startOf(day, zone, later).toISOString())).toEqual([begins, ends])
    expect(start(begins, zone)).toBe(begins)
    expect(dayIn(new Date(begins), zone)).toBe(day)
    expect(dayIn(new Date(Date.parse(begins) - 1), zone)).not.toBe(day)
  },
)

test('a day ends when the next one begins, however long it is', () => {
  const day = (daysLater: number) => startOf('2026-03-29', 'Europe/Berlin', daysLater).toISOString()
  expect([day(0), day(1)]).toEqual(['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'])
})
