import { supervisorFunction } from '../../../src/http/desk-doors.ts'
import { reaches } from '../../../src/operator/level.ts'
import { listOperators } from '../../../src/operator/operator-queries.ts'
import { operatorList } from '../../../src/operator/operator-schemas.ts'

/** Those whom the asking person may change. */
export const handler = supervisorFunction(
  'operators/list',
  operatorList,
  async (asked, { db, operator }) => ({
    operators: (await listOperators(db, asked)).filter(({ level }) => reaches(operator.level, level)),
  }),
)
