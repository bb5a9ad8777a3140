import * as z from 'zod/mini'

/** Nothing but `{}`. */
export const nothing = z.strictObject({})

/** One line that people read: no control characters, at most so many characters (not UTF-16 units) once trimmed. */
export function line(most: number, least = 0) {
  return z.string().check(
    z.trim(),
    z.refine((value) => count(value) >= least, { error: least === 1 ? 'required' : 'too-short' }),
    z.refine((value) => count(value) <= most, { error: 'too-long' }),
    z.refine((value) => !/\p{Cc}/u.test(value), { error: 'malformed' }),
  )
}

/** Text of several lines. */
export function text(most: number) {
  return z.string().check(
    z.refine((value) => count(value) <= most, { error: 'too-long' }),
    z.refine((value) => !/[^\P{Cc}\n\r\t]/u.test(value), { error: 'malformed' }),
  )
}

export function wholeNumber(least: number, most: number) {
  return z.int().check(z.minimum(least), z.maximum(most))
}

/** As rows have it: counted up at each change. */
export const version = wholeNumber(1, 4_294_967_295)

/** A time as the desk writes it. */
export const isoTime = z.string().check(
  z.maxLength(40),
  z.refine((value) => /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value)), {
    error: 'malformed',
  }),
)

/** A day of the calendar that there is. */
export const isoDay = z.string().check(
  z.refine(isDay, {
    error: 'malformed',
  }),
)

/** Where a list goes on: opaque to the desk. */
export const cursor = z.string().check(z.maxLength(2500))

function isDay(value: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return false
  const time = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(value)
}

function count(value: string): number {
  return [...value].length
}
