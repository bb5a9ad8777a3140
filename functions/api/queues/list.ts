import { supervisorFunction } from '../../../src/http/desk-doors.ts'
import { listCheckedQueues, listQueues } from '../../../src/queue/list-queues.ts'
import { queueCheck } from '../../../src/queue/queue-schemas.ts'

/** All queues; with `check`, whether Twilio still agrees with us about each. */
export const handler = supervisorFunction('queues/list', queueCheck, async ({ check }, desk) => ({
  queues: check ? await listCheckedQueues(desk.db, desk.twilio, desk.config) : await listQueues(desk.db),
}))
