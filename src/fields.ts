import * as z from 'zod/mini'

/** Nothing but `{}`. */
export const nothing = z.strictObject({})

/**
 * One line that people read, at most so many characters (not UTF-16 units) once trimmed. Control characters come with what
 * is pasted, and nobody sees them: they are dropped, and a tab or line break is a space. What XML cannot carry is refused,
 * since callers hear names.
 */
export function line(most: number, least = 0) {
  return z.string().check(
    z.overwrite((value) => value.replace(/[\t\n\r]+/g, ' ').replace(/\p{Cc}/gu, '')),
    z.trim(),
    z.refine((value) => count(value) >= least, { error: least === 1 ? 'required' : 'too-short' }),
    z.refine((value) => count(value) <= most, { error: 'too-long' }),
    z.refine((value) => !notInXml.test(value), { error: 'malformed' }),
  )
}

const notInXml = /[\p{Cs}\ufffe\uffff]/u

/** Text of several lines, without the control characters that nobody sees. Half a character is stored as a mark for one. */
export function text(most: number) {
  return z.string().check(
    z.overwrite((value) => value.replace(/[^\P{Cc}\n\r\t]/gu, '').replace(/\p{Cs}/gu, '\ufffd')),
    z.refine((value) => count(value) <= most, { error: 'too-long' }),
  )
}

/** Made by a page for what it sends, so that sending it again makes no copy. */
export const pageMadeId = z.string().check(z.regex(/^[0-9A-Za-z]{26}$/))

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
