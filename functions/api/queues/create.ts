import { adminFunction } from '../../../src/http/desk-doors.ts'
import { createQueue } from '../../../src/queue/create-queue.ts'
import { queueSettings } from '../../../src/queue/queue-schemas.ts'

/** A new queue, at Twilio and here. */
export const handler = adminFunction('queues/create', queueSettings, async (settings, desk) => ({
  queue: await createQueue(desk, settings),
}))
