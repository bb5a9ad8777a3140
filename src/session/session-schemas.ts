import * as z from 'zod/mini'
import { readOperatorId } from '../written/operator-id.ts'

/** Anything a person may type: what is no operator or no password gets the one answer, not a hint. */
export const credentials = z.strictObject({
  json: z.literal(true),
  operatorId: z.string().check(z.minLength(1), z.maxLength(100), z.overwrite(readOperatorId)),
  password: z.string().check(z.minLength(1), z.maxLength(1000)),
  device: z.optional(z.string().check(z.maxLength(1000))),
})
