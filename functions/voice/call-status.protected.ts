import { legEnded, legProgress } from '../../src/call/call-rows.ts'
import { legOf, legStatusParams, tellsOfAnEnd } from '../../src/call/leg-status-params.ts'
import { softphoneOf } from '../../src/call/softphone.ts'
import { callbackFunction } from '../../src/http/voice-function.ts'
import { clientNameOf } from '../../src/twilio/stage.ts'

/** A leg is over (or, of those a softphone dialled, has begun or was answered). Twilio repeats this until it is written. */
export const handler = callbackFunction(legStatusParams, async (event, { config, now, write }) => {
  const { CallSid, CallStatus, operator } = event
  const isDialled = event.leg !== undefined
  const leg = {
    ...event,
    leg: legOf(event),
    endedAt: event.Timestamp,
    clientName: operator ?? softphoneOf(config.stage, event),
    // Who rings a colleague is the `callerId` that we gave.
    parentClientName: event.leg === 'outbound' ? operator : clientNameOf(config.stage, event.From),
  }
  const isOver = tellsOfAnEnd(event)
  if (!CallSid || !(isOver || isDialled)) return { outcome: 'nothing-to-write', written: true }
  const procedure = isOver ? legEnded(leg, now) : legProgress(leg, now)
  const rows = await write(procedure, { insistent: true })
  return { outcome: CallStatus ?? 'unknown', written: rows !== undefined }
})
