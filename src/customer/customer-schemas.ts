import * as z from 'zod/mini'
import { cursor, line, version, wholeNumber } from '../fields.ts'

export const customerId = wholeNumber(1, Number.MAX_SAFE_INTEGER)
export const customerReference = z.strictObject({ customerId, version })
export const customerToShow = z.strictObject({ customerId })
export const customerSearch = z.strictObject({ term: line(100), after: z.optional(cursor) })
