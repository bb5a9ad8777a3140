import { operatorFunction } from '../../../src/http/desk-doors.ts'
import { nothing } from '../../../src/fields.ts'
import { reaches } from '../../../src/operator/level.ts'
import { listQueueIds } from '../../../src/operator/operator-queries.ts'
import { readBoard } from '../../../src/wallboard/board.ts'

/** The wallboard: one's own queues, or all of them for a supervisor. */
export const handler = operatorFunction('wallboard/current', nothing, async (_, desk) => {
  if (reaches(desk.operator.level, 'supervisor')) return readBoard(desk, () => true)
  const own = await listQueueIds(desk.db, desk.operator.operatorId)
  return readBoard(desk, (queueId) => own.includes(queueId))
})
