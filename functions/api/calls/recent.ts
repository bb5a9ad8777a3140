import { listRecentCalls } from '../../../src/customer/recent-calls.ts'
import { operatorFunction } from '../../../src/http/desk-doors.ts'
import { nothing } from '../../../src/fields.ts'

/** The operator's own last calls. */
export const handler = operatorFunction('calls/recent', nothing, async (_, { db, operator }) => ({
  calls: await listRecentCalls(db, operator.operatorId),
}))
