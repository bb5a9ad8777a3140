import { expect, test, vi } from 'vitest'
import { formatIn, timerText } from './format.ts'

const japanese = formatIn('ja', 'Asia/Tokyo')
const english = formatIn('en', 'Asia/Tokyo')

test('days and times are those of the zone that is asked for, not of the machine', () => {
  const newYear = '2025-12-31T15:04:05.000Z'
  expect(japanese.date(newYear)).toBe('2026/01/01')
  expect(japanese.dateTime(newYear)).toBe('2026/01/01 0:04')
  expect(english.date(newYear)).toBe('Jan 1, 2026')
  expect(english.dateTime(newYear)).toMatch(/^Jan 1, 2026, 12:04\sAM$/)
  expect(formatIn('ja', 'America/New_York').date(newYear)).toBe('2025/12/31')
  expect(formatIn('en', 'Europe/Berlin').dateTime(newYear)).toMatch(/^Dec 31, 2025, 4:04\sPM$/)
})

test('today is the centre’s', () => {
  vi.useFakeTimers({ now: new Date('2026-11-24T15:30:00Z') })
  try {
    expect(japanese.isToday('2026-11-24T14:59:59Z')).toBe(false)
    expect(japanese.isToday('2026-11-24T15:00:00Z')).toBe(true)
    expect(formatIn('ja', 'America/New_York').isToday('2026-11-24T14:59:59Z')).toBe(true)
  } finally {
    vi.useRealTimers()
  }
})

test('a time alone has 24 hours in both languages, and midnight is 00', () => {
  const midnight = '2026-11-23T15:00:09.000Z'
  for (const format of [japanese, english]) {
    expect(format.time(midnight)).toBe('00:00')
    expect(format.time('2026-11-24T09:05:00.000Z')).toBe('18:05')
  }
  expect(japanese.clock(midnight)).toBe('0:00:09')
  expect(english.clock(new Date(midnight))).toBe('00:00:09')
})

test('the zone has a name in the language of the page', () => {
  const now = '2026-11-24T09:05:00.000Z'
  expect(japanese.zone(now)).toBe('日本標準時')
  expect(english.zone(now)).toBe('Japan Standard Time')
  expect(formatIn('en', 'Europe/Berlin').zone('2026-07-01T00:00:00Z')).toBe('Central European Summer Time')
})

test('numbers are grouped by thousands', () => {
  for (const format of [japanese, english]) {
    expect(format.number(0)).toBe('0')
    expect(format.number(1_234_567)).toBe('1,234,567')
  }
})

test('percents are rounded down: 79.99 is not yet 80', () => {
  for (const format of [japanese, english]) {
    expect([0, 0.9, 79.99, 80, 99.999, 100].map(format.percent)).toEqual([
      '0%',
      '0%',
      '79%',
      '80%',
      '99%',
      '100%',
    ])
  }
})

test.each([
  [0, '0秒', '0s', '00:00'],
  [59, '59秒', '59s', '00:59'],
  [60, '1分0秒', '1m 0s', '01:00'],
  [134, '2分14秒', '2m 14s', '02:14'],
  [3599, '59分59秒', '59m 59s', '59:59'],
  [3600, '1時間0分', '1h 0m', '1:00:00'],
  [90_061, '25時間1分', '25h 1m', '25:01:01'],
])('%i seconds are %s, %s, and %s on a timer', (seconds, inJapanese, inEnglish, onTimer) => {
  expect(japanese.duration(seconds)).toBe(inJapanese)
  expect(english.duration(seconds)).toBe(inEnglish)
  expect(timerText(seconds)).toBe(onTimer)
})

test('a second that has begun is not counted, and before the beginning it is 0', () => {
  expect(japanese.duration(59.999)).toBe('59秒')
  expect(timerText(59.999)).toBe('00:59')
  expect(english.duration(-0.4)).toBe('0s')
  expect(timerText(-3)).toBe('00:00')
})

test('lists are joined as the language joins them', () => {
  expect(japanese.list(['サポート', '営業', '解約'])).toBe('サポート、営業、解約')
  expect(english.list(['Support', 'Sales', 'Returns'])).toBe('Support, Sales, Returns')
  for (const format of [japanese, english]) {
    expect(format.list(['サポート'])).toBe('サポート')
    expect(format.list([])).toBe('')
  }
})

test('tells when the day began, one o’clock where the clocks were set forward at midnight', () => {
  expect(japanese.dayBegan('2026-11-24T05:00:00Z')).toBe('00:00')
  expect(formatIn('ja', 'America/Santiago').dayBegan('2026-09-06T15:00:00Z')).toBe('01:00')
  expect(formatIn('ja', 'America/Santiago').dayBegan('2026-09-07T15:00:00Z')).toBe('00:00')
})
