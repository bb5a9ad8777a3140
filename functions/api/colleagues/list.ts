import { operatorFunction } from '../../../src/http/desk-doors.ts'
import { nothing } from '../../../src/fields.ts'
import { listColleagues } from '../../../src/operator/operator-queries.ts'

/** Whom an operator can call inside the house. */
export const handler = operatorFunction('colleagues/list', nothing, async (_, { db, operator }) => ({
  colleagues: await listColleagues(db, operator.operatorId),
}))
