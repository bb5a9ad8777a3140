import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

export type Format = ReturnType<typeof formatIn>

/** Dates, numbers and durations in the language of the page. */
export function useFormat(): Format {
  const { i18n } = useTranslation()
  return useMemo(() => formatIn(i18n.language), [i18n.language])
}

/** Times come as ISO 8601, durations in seconds, percents as 0 to 100. */
export function formatIn(language: string) {
  const number = new Intl.NumberFormat(language)
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 })
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  const time = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'medium', hourCycle: 'h23' })
  return {
    number: (value: number) => number.format(value),
    percent: (value: number) => percent.format(value / 100),
    date: (iso: string) => date.format(new Date(iso)),
    dateTime: (iso: string) => dateTime.format(new Date(iso)),
    time: (iso: string) => time.format(new Date(iso)),
    clock: (iso: string | Date) => clock.format(new Date(iso)),
    duration: (seconds: number) => durationIn(language, seconds),
    timer: timerText,
  }
}

/** As people say it: 2分14秒, 2m 14s; hours drop their seconds. */
function durationIn(language: string, seconds: number): string {
  const [hours, minutes, rest] = split(seconds)
  const parts: [number, string][] =
    hours > 0
      ? [
          [hours, 'hour'],
          [minutes, 'minute'],
        ]
      : minutes > 0
        ? [
            [minutes, 'minute'],
            [rest, 'second'],
          ]
        : [[rest, 'second']]
  const words = parts.map(([value, unit]) =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow' }).format(value),
  )
  return new Intl.ListFormat(language, { type: 'unit', style: 'narrow' }).format(words)
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
