import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { dayIn, startOfDay } from '../../../src/business-day.ts'
import { timeZone } from './time-zone.ts'

export type Format = ReturnType<typeof formatIn>

/** Dates, numbers and durations in the language of the page. */
export function useFormat(): Format {
  const { i18n } = useTranslation()
  const zone = timeZone()
  return useMemo(() => formatIn(i18n.language, zone), [i18n.language, zone])
}

/** Times come as ISO 8601, durations in seconds, percents as 0 to 100. */
export function formatIn(language: string, timeZone?: string) {
  const number = new Intl.NumberFormat(language)
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 })
  const date = new Intl.DateTimeFormat(language, { timeZone, dateStyle: 'medium' })
  const dateTime = new Intl.DateTimeFormat(language, { timeZone, dateStyle: 'medium', timeStyle: 'short' })
  const time = new Intl.DateTimeFormat(language, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const zone = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'long' })
  const list = new Intl.ListFormat(language, { type: 'conjunction', style: 'narrow' })
  const clock = new Intl.DateTimeFormat(language, { timeZone, timeStyle: 'medium', hourCycle: 'h23' })
  return {
    number: (value: number) => number.format(value),
    /** Rounded down: what is short of a goal by little must not look as if it were met. */
    percent: (value: number) => percent.format(Math.floor(value) / 100),
    date: (iso: string) => date.format(new Date(iso)),
    dateTime: (iso: string) => dateTime.format(new Date(iso)),
    time: (iso: string) => time.format(new Date(iso)),
    isToday: (iso: string) => dayIn(new Date(iso), timeZone) === dayIn(new Date(), timeZone),
    /** When the day of that moment began: not always at midnight. */
    dayBegan: (iso: string) => time.format(startOfDay(new Date(iso), timeZone)),
    clock: (iso: string | Date) => clock.format(new Date(iso)),
    zone: (iso: string) =>
      zone.formatToParts(new Date(iso)).find(({ type }) => type === 'timeZoneName')?.value ?? '',
    duration: (seconds: number) => durationIn(language, seconds),
    timer: timerText,
    list: (words: readonly string[]) => list.format(words),
  }
}

/** As people say it: 2分14秒, 2m 14s; hours drop their seconds. */
function durationIn(language: string, seconds: number): string {
  const [hours, minutes, rest] = split(seconds)
  if (hours > 0) return unitsIn(language, { hour: hours, minute: minutes })
  if (minutes > 0) return unitsIn(language, { minute: minutes, second: rest })
  return unitsIn(language, { second: rest })
}

/** The short Japanese units are Latin letters to Intl; the long ones are what people write, without the spaces. */
function unitsIn(language: string, units: Record<string, number>): string {
  const japanese = language === 'ja'
  const unitDisplay = japanese ? 'long' : 'narrow'
  const words = Object.entries(units).map(([unit, value]) =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay }).format(value),
  )
  return japanese ? words.join('').replaceAll(' ', '') : words.join(' ')
}

/** For timers that tick: 02:14, 1:02:14. */
export function timerText(seconds: number): string {
  const [hours, minutes, rest] = split(seconds)
  const tail = `${String(minutes).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
  return hours > 0 ? `${hours}:${tail}` : tail
}

function split(seconds: number): [hours: number, minutes: number, seconds: number] {
  const whole = Math.max(0, Math.floor(seconds))
  return [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60]
}
