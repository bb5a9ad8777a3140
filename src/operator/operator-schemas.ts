import * as z from 'zod/mini'
import { line, version } from '../fields.ts'
import { queueId } from '../queue/queue-schemas.ts'
import { beginsAsAStage } from '../twilio/stage.ts'
import { telephoneNumber } from '../telephone-number.ts'
import { operatorId } from './operator-reference-schema.ts'

/** Twilio takes letters, digits and `_` in an identity; 64 leave room for the stage. */
const clientName = z.string().check(
  z.minLength(1),
  z.maxLength(64),
  z.regex(/^[A-Za-z0-9_]*$/),
  z.refine((name) => !beginsAsAStage(name), { error: 'stage-prefix' }),
)

const person = {
  lastName: line(32, 1),
  firstName: line(32, 1),
  telnum: z.optional(z.nullable(telephoneNumber)),
  level: z.enum(['admin', 'supervisor', 'operator']),
  queueIds: z.array(queueId).check(z.maxLength(100)),
}

export const operatorList = z.strictObject({ deleted: z.optional(z.boolean()) })

export const newOperator = z.strictObject({ operatorId, clientName, ...person })

export const operatorChange = z.strictObject({ operatorId, version, disabled: z.boolean(), ...person })
