import type { Config } from './config.ts'

/** The centre's time zone; Japan's, should nobody know that one. */
export function knownTimeZone({ timeZone }: Pick<Config, 'timeZone'>): string {
  try {
    return new Intl.DateTimeFormat('sv-SE', { timeZone }).resolvedOptions().timeZone
  } catch {
    return 'Asia/Tokyo'
  }
}

/** The day of the calendar there, such as 2026-11-24; without a zone the machine's own. */
export function dayIn(time: Date, timeZone?: string): string {
  return calendarOf(timeZone).format(time)
}

/** The moment at which the current day began in that time zone; without one, in the machine's own. */
export function startOfDay(now: Date, timeZone?: string): Date {
  return startOf(dayIn(now, timeZone), timeZone)
}

/**
 * The moment at which a day such as 2026-11-24 begins there; `daysLater` 1 for the day after it. Not always midnight:
 * where the clocks change then, a day begins at one o'clock. So it is looked for, between the zones that are furthest away.
 */
export function startOf(day: string, timeZone?: string, daysLater = 0): Date {
  const calendar = calendarOf(timeZone)
  const midnight = Date.parse(`${day}T00:00:00Z`) + daysLater * 24 * 3600_000
  const wanted = new Date(midnight).toISOString().slice(0, 10)
  let before = midnight - 15 * 3600_000
  let begun = midnight + 15 * 3600_000
  while (begun - before > 1) {
    const middle = Math.floor((before + begun) / 2)
    if (calendar.format(middle) < wanted) before = middle
    else begun = middle
  }
  return new Date(begun)
}

/** Swedes write 2026-11-24. */
function calendarOf(timeZone?: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
}
