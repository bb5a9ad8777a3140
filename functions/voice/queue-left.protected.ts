import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import * as z from 'zod/mini'
import { visitLeft } from '../../src/call/call-rows.ts'
import { count, isEnded, text } from '../../src/call/call-params.ts'
import { visitOf, visitShape } from '../../src/call/visit-params.ts'
import { voiceFunction } from '../../src/http/voice-function.ts'
import { putInLine } from '../../src/http/voice-enqueue.ts'
import type { VoiceStep } from '../../src/http/voice-step.ts'
import { goTo, sayAndHangUp } from '../../src/http/voice-twiml.ts'

const params = z.object({ ...visitShape, QueueResult: text(64), returns: count() })
type Params = z.infer<typeof params>

/** How often a caller whose wait went wrong is put in line again. */
const returnsInAll = 2

/** The caller is out of the queue, for whatever reason: completes the visit, and goes on with who is still there. */
export const handler = voiceFunction({
  params,
  async answer(event, step) {
    const ended = isEnded(event.CallStatus)
    const visit = visitOf(event)
    const rows =
      visit && (await step.write(visitLeft(visit, event.QueueResult, step.now), { insistent: ended }))
    const outcome = event.QueueResult ?? 'unknown'
    if (ended) return { outcome, twiml: new VoiceResponse(), status: visit && !rows ? 503 : 200 }
    return { outcome, twiml: nextStep(event, step) }
  },
})

function nextStep(event: Params, step: VoiceStep): VoiceResponse {
  const words = step.prompts
  switch (event.QueueResult) {
    case 'bridged':
      return ownOr(event, step, words.afterTalk)
    case 'queue-full':
      return ownOr(event, step, words.queueFull)
    case 'leave':
      return ownOr(event, step, words.waitEnded)
    case 'redirected':
    case 'redirected-from-bridged':
      return new VoiceResponse()
    default:
      return backInLine(event, step)
  }
}

/** The queue's own address speaks instead of us, where it has one. */
function ownOr({ then }: Params, { config }: VoiceStep, sentence: string): VoiceResponse {
  return then ? goTo(then) : sayAndHangUp(config, sentence)
}

/** With the default wait: the queue's own may be what went wrong. */
function backInLine(event: Params, step: VoiceStep): VoiceResponse {
  const { returns = 0, visit, queue, then } = event
  if (returns >= returnsInAll) return ownOr(event, step, step.prompts.givingUp)
  const stay = {
    queueId: queue ?? step.config.mainQueue,
    actionUrl: then,
    previous: visit,
    returns: returns + 1,
  }
  return putInLine(step, stay, step.prompts.backInLine)
}
