import * as z from 'zod/mini'
import {
  callShape,
  clientName,
  count,
  identifier,
  isEnded,
  matching,
  text,
  time,
} from '../../src/call/call-params.ts'
import { legEnded, legProgress, type Leg } from '../../src/call/call-rows.ts'
import { callbackFunction } from '../../src/http/voice-function.ts'
import { clientNameOf } from '../../src/twilio/stage.ts'

const params = z.object({
  ...callShape,
  ParentCallSid: identifier(64),
  CallDuration: count(),
  RecordingUrl: text(255),
  RecordingSid: text(64),
  RecordingDuration: count(),
  Timestamp: time(),
  leg: matching(/^(outbound|colleague)$/),
  operator: clientName(),
})
type Params = z.infer<typeof params>

/** A leg is over (or, of those a softphone dialled, has begun or was answered). Twilio repeats this until it is written. */
export const handler = callbackFunction(params, async (event, { config, now, write }) => {
  const { CallSid, CallStatus, operator } = event
  const softphone = clientNameOf(config.stage, event.From)
  const isDialled = event.leg !== undefined
  const leg = {
    ...event,
    leg: legOf(event),
    endedAt: event.Timestamp,
    clientName: operator ?? softphone,
    parentClientName: event.leg === 'outbound' ? operator : softphone,
  }
  const isOver = tellsOfAnEnd(event)
  if (!CallSid || !(isOver || isDialled)) return { outcome: 'nothing-to-write', written: true }
  const procedure = isOver ? legEnded(leg, now) : legProgress(leg, now)
  const rows = await write(procedure, { insistent: true })
  return { outcome: CallStatus ?? 'unknown', written: rows !== undefined }
})

/** A duration is told of nothing else. */
function tellsOfAnEnd({ CallStatus, CallDuration }: Params): boolean {
  return isEnded(CallStatus) || (CallStatus === undefined && CallDuration !== undefined)
}

/** The legs that we dial say so in their URL; of the others, a softphone's is an operator's. */
function legOf({ leg, From }: Params): Leg {
  if (leg === 'outbound' || leg === 'colleague') return leg
  return From?.startsWith('client:') ? 'operator' : 'caller'
}
