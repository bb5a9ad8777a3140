import * as z from 'zod/mini'

/** Twilio's parameters keep Twilio's names, which are the columns' names too. Nothing here ever refuses a webhook. */
const lenient = <T>(read: (value: unknown) => T) => z.pipe(z.optional(z.unknown()), z.transform(read))

/** The first of repeated values, cut to `limit` characters. Missing, empty or not text: undefined. */
export const text = (limit: number) => lenient((value) => cut(only(value), limit))

/** As `text`, for columns that hold ASCII: what cannot be an identifier is marked. */
export const identifier = (limit: number) =>
  lenient((value) => cut(only(value)?.replace(/[^\x21-\x7e]/g, '?'), limit))

/** A whole number of 0 or more that fits its column. */
export const count = () =>
  lenient((value) => {
    const digits = only(value)
    return digits && /^\d{1,9}$/.test(digits) ? Number(digits) : undefined
  })

/** A moment as Twilio writes it (RFC 2822, whole seconds). */
export const time = () =>
  lenient((value) => {
    const milliseconds = Date.parse(only(value) ?? '')
    return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds)
  })

/** One of our own values in the URL, or nothing. */
export const matching = (pattern: RegExp) =>
  lenient((value) => {
    const found = only(value)
    return found && pattern.test(found) ? found : undefined
  })

/** What a person is known by: one string. Several of the name, or none in it, are nobody; undefined only where it is absent. */
export const single = (limit: number) =>
  lenient((value) =>
    value === undefined ? undefined : (cut(typeof value === 'string' ? value : '', limit) ?? ''),
  )

export const visitId = () => matching(/^[0-9A-Z]{26}$/)
export const queueId = () => text(20)
export const clientName = () => matching(/^\w{1,64}$/)
/** Absolute, or a path of ours. */
export const ownUrl = () => matching(/^(https?:\/\/.{1,250}|\/(?![/\\]).{1,254})$/)

/** What Twilio tells of the call in every request. */
export const callShape = {
  CallSid: identifier(64),
  From: text(128),
  To: text(128),
  CallStatus: text(32),
  ApiVersion: text(16),
  Direction: text(32),
  ForwardedFrom: text(128),
  CallerName: text(128),
}

export const callParams = z.object(callShape)
export type CallParams = Partial<z.infer<typeof callParams>>

const ends = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled'])

/** Nobody hears the answer any more. A call of unknown status may still be there. */
export const isEnded = (status: string | undefined) => ends.has(status ?? '')

function only(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' && first !== '' ? first : undefined
}

/** Never through the middle of a character. */
function cut(value: string | undefined, limit: number): string | undefined {
  if (value === undefined) return undefined
  const short = value.length > limit ? [...value.slice(0, limit * 2)].slice(0, limit).join('') : value
  return short.replace(/[\ud800-\udfff]/gu, '\ufffd') || undefined
}
