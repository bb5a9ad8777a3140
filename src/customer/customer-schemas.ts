import * as z from 'zod/mini'
import { cursor, line, text, version, wholeNumber } from '../fields.ts'
import { queueId } from '../queue/queue-schemas.ts'
import { telephoneNumber } from '../telephone-number.ts'

const customerId = wholeNumber(1, Number.MAX_SAFE_INTEGER)

const details = {
  lastName: line(64, 1),
  firstName: z.optional(line(64)),
  lastNameKana: z.optional(line(64)),
  firstNameKana: z.optional(line(64)),
  numbers: z.array(telephoneNumber).check(z.maxLength(20)),
}

export const customerDetails = z.strictObject(details)
export const customerChange = z.strictObject({ ...details, customerId, version })
export const customerReference = z.strictObject({ customerId, version })
export const customerToShow = z.strictObject({ customerId })
export const customerSearch = z.strictObject({ term: line(100), after: z.optional(cursor) })

export const contactDraft = z.strictObject({
  contactId: z.string().check(z.regex(/^[0-9A-Za-z]{26}$/)),
  customerId: z.optional(z.nullable(customerId)),
  callSid: z.optional(z.nullable(z.string().check(z.regex(/^CA[0-9a-f]{32}$/)))),
  number: z.optional(z.nullable(telephoneNumber)),
  queueId: z.optional(z.nullable(queueId)),
  outcome: z.enum(['none', 'resolved', 'call-back', 'forwarded', 'no-answer', 'complaint', 'other']),
  note: text(10_000),
})
