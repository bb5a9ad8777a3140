import * as z from 'zod/mini'
import { count, identifier, queueId, text } from './call-params.ts'
import { softphoneShape } from './softphone.ts'

/** The end of an operator's `<Dial>`, as its action is told. */
export const dialEndParams = z.object({
  CallSid: identifier(64),
  ...softphoneShape,
  Direction: text(32),
  CallStatus: text(32),
  DialCallStatus: text(32),
  DialCallSid: identifier(64),
  DialBridged: text(8),
  DialCallDuration: count(),
  QueueSid: identifier(64),
  QueueTime: count(),
  queue: queueId(),
})
export type DialEndEvent = z.infer<typeof dialEndParams>

/** Whether the two were joined; undefined where Twilio did not say. */
export function wasBridged({ DialBridged, DialCallStatus }: DialEndEvent): boolean | undefined {
  if (DialBridged) return DialBridged === 'true'
  return DialCallStatus === 'no-answer' ? false : undefined
}
