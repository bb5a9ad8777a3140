import { supervisorFunction } from '../../../src/http/desk-doors.ts'
import { nothing } from '../../../src/fields.ts'
import { reaches } from '../../../src/operator/level.ts'
import { listOperators } from '../../../src/operator/operator-queries.ts'

/** Those whom the asking person may change. */
export const handler = supervisorFunction('operators/list', nothing, async (_, { db, operator }) => ({
  operators: (await listOperators(db)).filter(({ level }) => reaches(operator.level, level)),
}))
