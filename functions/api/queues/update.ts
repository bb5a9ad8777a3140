import { adminFunction } from '../../../src/http/desk-doors.ts'
import { updateQueue } from '../../../src/queue/change-queue.ts'
import { queueChange } from '../../../src/queue/queue-schemas.ts'

/** Everything but the id, at Twilio and here. */
export const handler = adminFunction('queues/update', queueChange, async (change, desk) => ({
  queue: await updateQueue(desk, change),
}))
