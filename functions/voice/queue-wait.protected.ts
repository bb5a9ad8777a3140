import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import * as z from 'zod/mini'
import { visitWaiting } from '../../src/call/call-rows.ts'
import { count } from '../../src/call/call-params.ts'
import { visitOf, visitShape } from '../../src/call/visit-params.ts'
import { voiceFunction } from '../../src/http/voice-function.ts'
import type { VoiceStep } from '../../src/http/voice-step.ts'
import { say } from '../../src/http/voice-twiml.ts'

const params = z.object({ ...visitShape, QueuePosition: count() })

/** What a waiting caller hears, again and again, until an operator comes. Only the first turns reach MySQL. */
export const handler = voiceFunction({
  params,
  async answer(event, step) {
    const visit = visitOf(event)
    const isFirstMinute = (event.QueueTime ?? 0) <= 60
    if (visit && isFirstMinute) await step.write(visitWaiting(visit, step.now))
    return { outcome: 'waiting', twiml: turn(step, event.QueuePosition) }
  },
  otherwise: (step) => turn(step),
})

function turn({ config, prompts }: VoiceStep, place = 0): VoiceResponse {
  const twiml = new VoiceResponse()
  twiml.pause({ length: 2 })
  say(twiml, config, place > 0 ? prompts.placeInLine(place) : prompts.stillWaiting)
  twiml.play(config.holdMusicUrl)
  return twiml
}
