/** The moment at which the current day began in the centre's time zone; in Japan's, should nobody know that one. */
export function startOfDay(now: Date, timeZone: string): Date {
  try {
    return startIn(now, timeZone)
  } catch (error) {
    if (error instanceof RangeError) return startIn(now, 'Asia/Tokyo')
    throw error
  }
}

function startIn(now: Date, timeZone: string): Date {
  const day = dateIn(now, timeZone)
  // Days are 23 to 25 h long, and zones up to 14 h away: the first guess is near, the second is right.
  const guess = new Date(`${day}T00:00:00Z`)
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
