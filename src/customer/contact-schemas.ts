import * as z from 'zod/mini'
import { pageMadeId, text, wholeNumber } from '../fields.ts'
import { queueId } from '../queue/queue-schemas.ts'
import { knownNumber } from '../telephone-number.ts'
import { customerId } from './customer-schemas.ts'

export const contactDraft = z.strictObject({
  contactId: pageMadeId,
  edit: z.optional(wholeNumber(0, 0xffff_ffff)),
  customerId: z.optional(z.nullable(customerId)),
  callSid: z.optional(z.nullable(z.string().check(z.regex(/^CA[0-9a-f]{32}$/)))),
  number: z.optional(z.nullable(knownNumber)),
  queueId: z.optional(z.nullable(queueId)),
  outcome: z.enum(['none', 'resolved', 'call-back', 'forwarded', 'no-answer', 'complaint', 'other']),
  note: text(10_000),
})
