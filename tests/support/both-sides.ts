import type { Centre } from './centre.ts'

/** Name and size of the queues at Twilio, and ours with their SIDs compared. */
export async function bothSides(centre: Centre) {
  const theirs = [...centre.emulator.telephony.queues.values()]
  const ours = await centre.db.selectFrom('queue').selectAll().execute()
  return {
    theirs: theirs.map(({ name, maxSize }) => [name, maxSize]),
    ours: ours.map(({ queue_id, max_size }) => [queue_id, max_size]),
    same: ours.every(({ twilio_queue_id }) => theirs.some(({ sid }) => sid === twilio_queue_id)),
  }
}
