import { rfc2822 } from '../telephony/rfc2822.ts'
import { badParameter } from './rest-error.ts'

const DAY_MS = 86_400_000
/** A day, or a moment of a known zone. */
const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2}))?$/

/** `Tue, 04 Aug 2015 18:39:09 +0000`, or null when unset. */
export const date = (milliseconds: number | undefined): string | null =>
  milliseconds === undefined ? null : rfc2822(milliseconds)

/**
 * The filters `Name` (on that day, UTC), `Name<` and `Name>` (at or before, at or after) of a list, by the second. A day
 * stands for its beginning: `StartTime<=2026-11-21` ends at midnight (Twilio's Call resource; saintpete/twilio-go#8).
 */
export function dateFilter(query: URLSearchParams, name: string): (at: number | undefined) => boolean {
  const [on, before, after] = [name, `${name}<`, `${name}>`].map((filter) => momentOf(query, filter))
  if (on === undefined && before === undefined && after === undefined) return () => true
  return (at) => {
    if (at === undefined) return false
    const second = at - (at % 1000)
    if (on !== undefined && Math.floor(second / DAY_MS) !== Math.floor(on / DAY_MS)) return false
    return second <= (before ?? Infinity) && second >= (after ?? -Infinity)
  }
}

/** The moment that a parameter names; a day stands for its beginning. */
export function momentOf(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null) return undefined
  const at = DATE.test(text) ? Date.parse(text) : NaN
  if (Number.isNaN(at))
    throw badParameter(`Invalid ${name}: "${text}" is neither YYYY-MM-DD nor a time of ISO 8601`)
  return at
}
