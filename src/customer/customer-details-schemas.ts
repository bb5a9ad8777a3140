import * as z from 'zod/mini'
import { line, pageMadeId, version } from '../fields.ts'
import { knownNumber } from '../telephone-number.ts'
import { customerId } from './customer-schemas.ts'

const details = {
  lastName: line(64, 1),
  firstName: z.optional(line(64)),
  lastNameKana: z.optional(line(64)),
  firstNameKana: z.optional(line(64)),
  numbers: z.array(knownNumber).check(z.maxLength(20)),
}

export const newCustomer = z.strictObject({ ...details, registrationId: z.optional(pageMadeId) })
export const customerChange = z.strictObject({ ...details, customerId, version })
