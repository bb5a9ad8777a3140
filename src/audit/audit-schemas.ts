import * as z from 'zod/mini'
import { cursor, isoDay, isoTime } from '../fields.ts'

const word = z.optional(z.string().check(z.minLength(1), z.maxLength(128)))

export const auditFilter = z.strictObject({
  operatorId: word,
  action: z.optional(z.string().check(z.maxLength(48), z.regex(/^[a-z./-]+$/))),
  subject: word,
  from: z.optional(z.union([isoDay, isoTime])),
  to: z.optional(z.union([isoDay, isoTime])),
  after: z.optional(cursor),
})
