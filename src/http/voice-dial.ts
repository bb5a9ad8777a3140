import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import { reportUrl, stepUrl } from '../call/step-urls.ts'
import { identityAtTwilio, queueNameAtTwilio } from '../twilio/stage.ts'
import type { VoiceStep } from './voice-step.ts'

interface Wait {
  queueId: string
  /** Of the operator, who is told apart by it even while MySQL is away. */
  clientName: string
  guidanceUrl?: string | null
}

/** The operator waits for the next caller: 10 minutes, Twilio's longest; `operator-dial-ended` begins again. */
export function waitForCaller(twiml: VoiceResponse, { config }: VoiceStep, wait: Wait): void {
  const { queueId, clientName, guidanceUrl } = wait
  const connecting = { operator: clientName, queue: queueId, then: guidanceUrl ?? undefined }
  twiml
    .dial({ timeout: 600, action: stepUrl('operator-dial-ended', { queue: queueId }) })
    .queue({ url: stepUrl('queue-connecting', connecting) }, queueNameAtTwilio(config.stage, queueId))
}

/** Twilio's own longest, said here so that it stays so: a forgotten line costs by the minute. */
const timeLimit = 4 * 3600

const events: ('initiated' | 'answered' | 'completed')[] = ['initiated', 'answered', 'completed']

/** The dialled leg tells of itself: a colleague's and a number's end has no other witness. */
const witness = (leg: 'outbound' | 'colleague', operator: string) => ({
  statusCallback: reportUrl('call-status', { leg, operator }),
  statusCallbackEvent: events,
})

/** Rings a colleague's softphone for 25 s; the operator hears it ring. */
export function dialColleague(
  twiml: VoiceResponse,
  { config }: VoiceStep,
  caller: string,
  colleague: string,
) {
  twiml
    .dial({
      timeout: 25,
      timeLimit,
      answerOnBridge: true,
      callerId: `client:${identityAtTwilio(config.stage, caller)}`,
      action: stepUrl('operator-dial-ended'),
    })
    .client(witness('colleague', colleague), identityAtTwilio(config.stage, colleague))
}

/** Calls a number as the centre. */
export function dialNumber(twiml: VoiceResponse, { config }: VoiceStep, caller: string, number: string) {
  twiml
    .dial({
      timeLimit,
      answerOnBridge: true,
      callerId: config.callerId,
      action: stepUrl('operator-dial-ended'),
    })
    .number(witness('outbound', caller), number)
}
