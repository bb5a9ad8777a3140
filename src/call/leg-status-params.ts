import * as z from 'zod/mini'
import {
  callShape,
  clientName,
  count,
  identifier,
  isEnded,
  matching,
  single,
  text,
  time,
} from './call-params.ts'
import type { Leg } from './call-rows.ts'
import { isSoftphone } from './softphone.ts'

/** News of a leg, as its status callback tells it. */
export const legStatusParams = z.object({
  ...callShape,
  Caller: single(128),
  ParentCallSid: identifier(64),
  CallDuration: count(),
  RecordingUrl: text(255),
  RecordingSid: text(64),
  RecordingDuration: count(),
  Timestamp: time(),
  leg: matching(/^(outbound|colleague)$/),
  operator: clientName(),
})
type LegStatus = z.infer<typeof legStatusParams>

/** A duration is told of nothing else. */
export function tellsOfAnEnd({ CallStatus, CallDuration }: LegStatus): boolean {
  return isEnded(CallStatus) || (CallStatus === undefined && CallDuration !== undefined)
}

/** The legs that we dial say so in their URL; of the others, a softphone's is an operator's. */
export function legOf(event: LegStatus): Leg {
  if (event.leg === 'outbound' || event.leg === 'colleague') return event.leg
  return isSoftphone(event) ? 'operator' : 'caller'
}
