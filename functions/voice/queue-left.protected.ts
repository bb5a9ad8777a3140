import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import * as z from 'zod/mini'
import { visitLeft } from '../../src/call/call-rows.ts'
import { count, isEnded, text } from '../../src/call/call-params.ts'
import { visitOf, visitShape } from '../../src/call/visit-params.ts'
import { afterQueue } from '../../src/http/voice-after-queue.ts'
import { voiceFunction } from '../../src/http/voice-function.ts'

const params = z.object({ ...visitShape, QueueResult: text(64), returns: count() })

/** The caller is out of the queue, for whatever reason: completes the visit, and goes on with who is still there. */
export const handler = voiceFunction({
  params,
  async answer(event, step) {
    const outcome = event.QueueResult ?? 'unknown'
    const visit = visitOf(event)
    const ended = isEnded(event.CallStatus)
    // Nothing else tells how the stay ended: a talk that was not written would look like a caller who gave up.
    const rows = visit ? await step.write(visitLeft(visit, step.now), { insistent: true }) : []
    if (ended) return { outcome, twiml: new VoiceResponse(), status: rows ? 200 : 503 }
    return { outcome, twiml: afterQueue(event, step) }
  },
  statusOtherwise: (event) => (isEnded(event?.CallStatus) ? 503 : 200),
})
