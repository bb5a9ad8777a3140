import type { Config } from './config.ts'

/** The centre's time zone; Japan's, should nobody know that one. */
export function knownTimeZone({ timeZone }: Pick<Config, 'timeZone'>): string {
  try {
    return new Intl.DateTimeFormat('sv-SE', { timeZone }).resolvedOptions().timeZone
  } catch {
    return 'Asia/Tokyo'
  }
}

/** The moment at which the current day began in that time zone. */
export function startOfDay(now: Date, timeZone: string): Date {
  return startOf(dateIn(now, timeZone), timeZone)
}

/** The moment at which a day such as 2026-11-24 begins there; `daysLater` 1 for the day after it. */
export function startOf(day: string, timeZone: string, daysLater = 0): Date {
  // Days are 23 to 25 h long, and zones up to 14 h away: the first guess is near, the second is right.
  const guess = new Date(Date.parse(`${day}T00:00:00Z`) + daysLater * 24 * 3600_000)
  const once = new Date(guess.getTime() - offsetMs(guess, timeZone))
  return new Date(guess.getTime() - offsetMs(once, timeZone))
}

function dateIn(time: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(time)
}

/** How far the zone's clock is ahead of UTC at that moment. */
function offsetMs(time: Date, timeZone: string): number {
  const local = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(time)
  return Date.parse(`${local.replace(' ', 'T')}Z`) - Math.floor(time.getTime() / 1000) * 1000
}
