import * as z from 'zod/mini'
import { cursor, line, version, wholeNumber } from '../fields.ts'

export const customerId = wholeNumber(1, Number.MAX_SAFE_INTEGER)
export const customerRemoval = z.strictObject({ customerId, version, withHistory: z.optional(z.boolean()) })
export const customerToShow = z.strictObject({ customerId })
export const customerSearch = z.strictObject({ term: line(100), after: z.optional(cursor) })
