import { callShape, count, identifier, ownUrl, queueId, visitId } from './call-params.ts'
import type { VisitParams } from './call-rows.ts'
import { visitIdOf } from './visit-id.ts'

/** A request about a stay in a queue: Twilio's parameters, and ours from the URL. */
export const visitShape = {
  ...callShape,
  QueueSid: identifier(64),
  QueueTime: count(),
  visit: visitId(),
  previous: visitId(),
  queue: queueId(),
  then: ownUrl(),
}

/** Undefined where there is no call to write about. A request that lost the visit's id gets one from the call's. */
export function visitOf<Event extends Omit<VisitParams, 'visit'> & { visit?: string }>(
  event: Event,
): (Event & VisitParams) | undefined {
  const { CallSid, visit } = event
  return CallSid ? { ...event, CallSid, visit: visit ?? visitIdOf(CallSid) } : undefined
}
