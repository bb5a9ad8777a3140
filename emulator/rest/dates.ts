import { rfc2822 } from '../telephony/rfc2822.ts'
import { badParameter } from './rest-error.ts'

/** `Tue, 04 Aug 2015 18:39:09 +0000`, or null when unset. */
export const date = (milliseconds: number | undefined): string | null =>
  milliseconds === undefined ? null : rfc2822(milliseconds)

/** Whether a time passes the filters `Name`, `Name<` and `Name>` of a list: days, or moments with a time of day. */
export function withinDates(query: URLSearchParams, name: string, at: number | undefined): boolean {
  const on = query.get(name)
  const before = query.get(`${name}<`)
  const after = query.get(`${name}>`)
  if (on === null && before === null && after === null) return true
  if (at === undefined) return false
  if (on !== null && (at < startOf(on) || at >= endOf(on))) return false
  if (before !== null && at >= endOf(before)) return false
  return after === null || at >= startOf(after)
}

function startOf(text: string): number {
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw badParameter(`"${text}" is no date`)
  return at
}

const endOf = (text: string): number => startOf(text) + (text.includes('T') ? 1 : 86_400_000)
