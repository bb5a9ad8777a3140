import { adminFunction } from '../../../src/http/desk-doors.ts'
import { deleteQueue } from '../../../src/queue/change-queue.ts'
import { queueReference } from '../../../src/queue/queue-schemas.ts'

/** Removes an empty queue that nobody belongs to, at Twilio and here. */
export const handler = adminFunction('queues/delete', queueReference, async (reference, desk) => {
  await deleteQueue(desk, reference)
  return {}
})
