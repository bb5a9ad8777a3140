import * as z from 'zod/mini'
import { line, wholeNumber } from '../fields.ts'
import { queueId } from '../queue/queue-schemas.ts'

export const boardToken = z.strictObject({ token: z.string().check(z.maxLength(200)) })

export const newLink = z.strictObject({
  name: line(64, 1),
  queueIds: z.array(queueId).check(z.minLength(1), z.maxLength(100)),
  days: wholeNumber(1, 366),
})

export const linkReference = z.strictObject({ linkId: wholeNumber(1, Number.MAX_SAFE_INTEGER) })
