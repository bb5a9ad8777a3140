import * as z from 'zod/mini'
import { line, version } from '../fields.ts'
import { knownNumber } from '../telephone-number.ts'
import { customerId } from './customer-schemas.ts'

const details = {
  lastName: line(64, 1),
  firstName: z.optional(line(64)),
  lastNameKana: z.optional(line(64)),
  firstNameKana: z.optional(line(64)),
  numbers: z.array(knownNumber).check(z.maxLength(20)),
}

export const customerDetails = z.strictObject(details)
export const customerChange = z.strictObject({ ...details, customerId, version })
