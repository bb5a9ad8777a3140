import * as z from 'zod/mini'
import { identifier, single, text } from '../../src/call/call-params.ts'
import { destinationOf } from '../../src/call/destination.ts'
import { softphoneDials, type DiallingAnswer } from '../../src/call/operator-dialling.ts'
import { softphoneShape } from '../../src/call/softphone.ts'
import { whoDials } from '../../src/http/voice-who-dials.ts'
import { endOlderLegs, putThrough, refuse, withoutDatabase } from '../../src/http/voice-put-through.ts'
import { voiceFunction } from '../../src/http/voice-function.ts'

const params = z.object({
  ...softphoneShape,
  CallSid: identifier(64),
  Direction: text(32),
  Destination: text(128),
  Again: text(8),
  Ticket: single(1000),
})

/** A softphone calls: waits for a queue's callers, rings a colleague, or dials a number. */
export const handler = voiceFunction({
  params,
  async answer(event, step) {
    const { CallSid, Destination, Again } = event
    if (!CallSid) return refuse(step, 'unknown-operator')
    const { clientName, named, claimed, sessionId, refusal } = whoDials(step.config, event)
    const wish = refusal ? { refusal } : destinationOf(Destination, step.config)
    const dialling = { CallSid, clientName: named, destination: Destination, ...wish }
    const away = { refusal: withoutDatabase(wish), putThrough: !withoutDatabase(wish) }
    const rows = await step.write<DiallingAnswer>(
      softphoneDials({ ...dialling, claimed, sessionId }, step.now),
      { otherwise: softphoneDials({ ...dialling, ...away }, step.now) },
    )
    if (!clientName) return refuse(step, 'unknown-operator')
    await endOlderLegs(step, rows?.[0]?.olderLegs)
    return putThrough(step, clientName, { ...wish, again: Again === 'true' }, rows?.[0])
  },
})
