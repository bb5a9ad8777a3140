import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Wish } from '../call/destination.ts'
import type { DiallingAnswer } from '../call/operator-dialling.ts'
import type { Refusal } from '../call/refusal.ts'
import { endLeg } from '../twilio/calls.ts'
import { dialColleague, dialNumber, waitForCaller } from './voice-dial.ts'
import type { VoiceAnswer } from './voice-function.ts'
import type { VoiceStep } from './voice-step.ts'
import { say, sayAndHangUp } from './voice-twiml.ts'

/** Puts a softphone through, or says why not. `found` is undefined while MySQL is away. */
export function putThrough(
  step: VoiceStep,
  clientName: string,
  wish: Wish,
  found?: DiallingAnswer,
): VoiceAnswer {
  const refusal = found ? found.refusal : withoutDatabase(wish)
  if (refusal) return refuse(step, refusal)
  if (wish.queue) return waitIn(step, clientName, { queueId: wish.queue, silently: wish.again }, found)
  const twiml = new VoiceResponse()
  if (wish.number) dialNumber(twiml, step, clientName, wish.number)
  else if (found?.colleagueClientName) dialColleague(twiml, step, clientName, found.colleagueClientName)
  return { outcome: wish.number ? 'number' : 'colleague', twiml }
}

export function refuse({ config, prompts }: VoiceStep, refusal: Refusal): VoiceAnswer {
  return { outcome: refusal, twiml: sayAndHangUp(config, prompts.refused[refusal]) }
}

/** One operator, one waiting leg. Should Twilio not end it now, `operator-dial-ended` will not let it wait again. */
export async function endOlderLegs({ twilio }: VoiceStep, legs: string | null | undefined): Promise<void> {
  const ends = (legs?.split(',') ?? []).map((leg) => endLeg(twilio, leg))
  await Promise.allSettled(ends)
}

/** Twilio has vouched for who it is; which numbers they may call, nobody can say now. */
export function withoutDatabase(wish: Wish): Refusal | undefined {
  return wish.queue ? undefined : (wish.refusal ?? 'database-away')
}

function waitIn(
  step: VoiceStep,
  clientName: string,
  { queueId, silently = false }: { queueId: string; silently?: boolean },
  found?: DiallingAnswer,
): VoiceAnswer {
  const { config, prompts } = step
  const twiml = new VoiceResponse()
  const sentence = found?.queueName ? prompts.waitingFor(found.queueName) : prompts.waitingForCallers
  if (!silently) say(twiml, config, sentence)
  waitForCaller(twiml, step, { queueId, clientName, guidanceUrl: found?.guidanceUrl })
  return { outcome: 'queue', twiml }
}
