import { findCallInHand } from '../../../src/customer/call-in-hand.ts'
import { operatorFunction } from '../../../src/http/desk-doors.ts'
import { nothing } from '../../../src/fields.ts'

/** Who is on the line with the operator who asks. */
export const handler = operatorFunction('customers/for-call', nothing, async (_, { db, operator, now }) =>
  findCallInHand(db, operator.operatorId, now),
)
