import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import { isAsset, reportUrl, stepUrl } from '../call/step-urls.ts'
import { mintVisitId } from '../call/visit-id.ts'
import { queueNameAtTwilio } from '../twilio/stage.ts'
import { say } from './voice-twiml.ts'
import type { VoiceStep } from './voice-step.ts'

interface Stay {
  queueId: string
  /** The queue's own addresses, where it has some. */
  waitUrl?: string | null
  actionUrl?: string | null
  /** The visit that went wrong, and how many did in this call. */
  previous?: string
  returns?: number
}

/** Puts the caller in line: a new visit, whose id lives in the two URLs until something is known to write about it. */
export function putInLine({ config }: VoiceStep, stay: Stay, ...sentences: string[]): VoiceResponse {
  const { queueId, waitUrl, actionUrl, previous, returns } = stay
  if (!queueId) throw new Error('MAIN_QUEUE is not set: there is no queue to put a caller in')
  const visit = { visit: mintVisitId(), queue: queueId, previous }
  const twiml = new VoiceResponse()
  for (const sentence of sentences) say(twiml, config, sentence)
  twiml.enqueue(
    {
      action: reportUrl('queue-left', { ...visit, returns, then: actionUrl ?? undefined }),
      waitUrl: waitUrl ?? stepUrl('queue-wait', visit),
      ...(isAsset(waitUrl ?? '') ? { waitUrlMethod: 'GET' } : {}),
    },
    queueNameAtTwilio(config.stage, queueId),
  )
  return twiml
}
