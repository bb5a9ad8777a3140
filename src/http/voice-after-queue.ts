import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { VoiceStep } from './voice-step.ts'
import { putInLine } from './voice-enqueue.ts'
import { goTo, sayAndHangUp } from './voice-twiml.ts'

interface Left {
  QueueResult?: string
  queue?: string
  visit?: string
  /** How often this caller was put in line again. */
  returns?: number
  /** The queue's own address. */
  then?: string
}

const returnsInAll = 2

/** What a caller hears who has left the queue and is still there. */
export function afterQueue(left: Left, step: VoiceStep): VoiceResponse {
  const words = step.prompts
  // Whichever way: others have the call.
  if (left.QueueResult?.startsWith('redirected')) return new VoiceResponse()
  switch (left.QueueResult) {
    case 'bridged':
      return ownOr(left, step, words.afterTalk)
    case 'queue-full':
      return ownOr(left, step, words.queueFull)
    case 'leave':
      return ownOr(left, step, words.waitEnded)
    default:
      return backInLine(left, step)
  }
}

/** The queue's own address speaks instead of us, where it has one. */
function ownOr({ then }: Left, { config }: VoiceStep, sentence: string): VoiceResponse {
  return then ? goTo(then) : sayAndHangUp(config, sentence)
}

/** With the default wait: the queue's own may be what went wrong. */
function backInLine(left: Left, step: VoiceStep): VoiceResponse {
  const { returns = 0, visit, queue, then } = left
  if (returns >= returnsInAll) return ownOr(left, step, step.prompts.givingUp)
  const queueId = queue ?? step.config.mainQueue
  const stay = { queueId, actionUrl: then, previous: visit, returns: returns + 1 }
  return putInLine(step, stay, step.prompts.backInLine)
}
