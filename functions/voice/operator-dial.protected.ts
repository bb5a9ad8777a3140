import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import * as z from 'zod/mini'
import { identifier, single, text } from '../../src/call/call-params.ts'
import { destinationOf } from '../../src/call/destination.ts'
import { operatorDials, type DiallingAnswer } from '../../src/call/operator-dialling.ts'
import type { Refusal } from '../../src/call/refusal.ts'
import { dialColleague, dialNumber, waitForCaller } from '../../src/http/voice-dial.ts'
import { voiceFunction, type VoiceAnswer } from '../../src/http/voice-function.ts'
import type { VoiceStep } from '../../src/http/voice-step.ts'
import { say, sayAndHangUp } from '../../src/http/voice-twiml.ts'
import { endLeg } from '../../src/twilio/calls.ts'
import { clientNameOf } from '../../src/twilio/stage.ts'

const params = z.object({ CallSid: identifier(64), From: single(128), Destination: text(128) })

/** A softphone calls: waits for a queue's callers, rings a colleague, or dials a number. */
export const handler = voiceFunction({
  params,
  async answer({ CallSid, From, Destination }, step) {
    const clientName = clientNameOf(step.config.stage, From)
    if (!clientName || !CallSid) return refuse(step, 'unknown-operator')
    const wish = destinationOf(Destination, step.config)
    const dialling = { CallSid, clientName, destination: Destination, ...wish }
    const rows = await step.write<DiallingAnswer>(operatorDials(dialling, step.now))
    const refusal = rows ? rows[0]?.refusal : withoutDatabase(wish)
    if (refusal) return refuse(step, refusal)
    await endOlderLegs(step, rows?.[0]?.olderLegs)
    return connect(step, clientName, wish, rows?.[0])
  },
})

type Wish = ReturnType<typeof destinationOf>

/** Twilio has vouched for who it is; which numbers they may call, nobody can say now. */
function withoutDatabase(wish: Wish): Refusal | undefined {
  return wish.queue ? undefined : (wish.refusal ?? 'database-away')
}

function refuse({ config, prompts }: VoiceStep, refusal: Refusal): VoiceAnswer {
  return { outcome: refusal, twiml: sayAndHangUp(config, prompts.refused[refusal]) }
}

/** One operator, one waiting leg. Should Twilio not end it now, `operator-dial-ended` will not let it wait again. */
async function endOlderLegs({ twilio }: VoiceStep, legs: string | null | undefined): Promise<void> {
  const ends = (legs?.split(',') ?? []).map((leg) => endLeg(twilio, leg))
  await Promise.allSettled(ends)
}

function connect(step: VoiceStep, clientName: string, wish: Wish, found?: DiallingAnswer): VoiceAnswer {
  const twiml = new VoiceResponse()
  const { config, prompts } = step
  if (wish.queue) {
    say(twiml, config, found?.queueName ? prompts.waitingFor(found.queueName) : prompts.waitingForCallers)
    waitForCaller(twiml, step, { queueId: wish.queue, clientName, guidanceUrl: found?.guidanceUrl })
    return { outcome: 'queue', twiml }
  }
  if (wish.number) dialNumber(twiml, step, clientName, wish.number)
  else dialColleague(twiml, step, clientName, found!.colleagueClientName!)
  return { outcome: wish.number ? 'number' : 'colleague', twiml }
}
