import * as z from 'zod/mini'
import { identifier, single, text } from '../../src/call/call-params.ts'
import { destinationOf } from '../../src/call/destination.ts'
import { operatorDials, type DiallingAnswer } from '../../src/call/operator-dialling.ts'
import { endOlderLegs, putThrough, refuse, withoutDatabase } from '../../src/http/voice-put-through.ts'
import { voiceFunction } from '../../src/http/voice-function.ts'
import { clientNameOf } from '../../src/twilio/stage.ts'

const params = z.object({ CallSid: identifier(64), From: single(128), Destination: text(128) })

/** A softphone calls: waits for a queue's callers, rings a colleague, or dials a number. */
export const handler = voiceFunction({
  params,
  async answer({ CallSid, From, Destination }, step) {
    const clientName = clientNameOf(step.config.stage, From)
    if (!CallSid) return refuse(step, 'unknown-operator')
    const wish = destinationOf(Destination, step.config)
    const asking = clientName ?? strangerOf(From)
    const dialling = { CallSid, clientName: asking, destination: Destination, ...wish }
    const rows = await step.write<DiallingAnswer>(operatorDials(dialling, step.now), {
      otherwise: operatorDials({ ...dialling, refusal: withoutDatabase(wish) }, step.now),
    })
    if (!clientName) return refuse(step, 'unknown-operator')
    await endOlderLegs(step, rows?.[0]?.olderLegs)
    return putThrough(step, clientName, wish, rows?.[0])
  },
})

/** Kept whole, and so never mistaken for one of ours: no client name has a colon. */
function strangerOf(from: string | undefined): string | undefined {
  return /^client:[ -~]{0,57}/.exec(from ?? '')?.[0]
}
