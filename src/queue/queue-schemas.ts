import * as z from 'zod/mini'
import { line, version, wholeNumber } from '../fields.ts'

export const queueId = z.string().check(z.minLength(1), z.maxLength(20), z.regex(/^[A-Za-z0-9#_-]*$/))

/** Absolute https, or a path of ours such as `/assets/wait.xml`. */
const url = z.string().check(z.maxLength(255), z.refine(isHttpsOrPath, { error: 'malformed' }))

const seconds = wholeNumber(0, 86_400)
const percent = wholeNumber(0, 100)

const settings = {
  queueId,
  queueName: line(64, 1),
  maxSize: wholeNumber(1, 5000),
  actionUrl: z.optional(z.nullable(url)),
  waitUrl: z.optional(z.nullable(url)),
  guidanceUrl: z.optional(z.nullable(url)),
  wrapUpSeconds: wholeNumber(0, 3600),
  serviceLevelSeconds: wholeNumber(1, 3600),
  shortAbandonSeconds: wholeNumber(0, 3600),
  thresholds: z.strictObject({
    waitingCaution: wholeNumber(0, 5000),
    waitingCritical: wholeNumber(0, 5000),
    longestWaitCautionSeconds: seconds,
    longestWaitCriticalSeconds: seconds,
    serviceLevelCautionPercent: percent,
    serviceLevelCriticalPercent: percent,
  }),
}

export const queueSettings = z.strictObject(settings)
export const queueChange = z.strictObject({ ...settings, version })
export const queueReference = z.strictObject({ queueId, version })
export const queueCheck = z.strictObject({ check: z.optional(z.boolean()) })

function isHttpsOrPath(value: string): boolean {
  if (/[\s\\"<>]/.test(value)) return false
  if (value.startsWith('/')) return !value.startsWith('//')
  return value.startsWith('https://') && URL.canParse(value)
}
