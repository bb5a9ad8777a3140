import { operatorFunction } from '../../src/http/desk-doors.ts'
import { nothing } from '../../src/fields.ts'
import { voiceToken } from '../../src/twilio/voice-token.ts'

/** What the softphone registers with: good for an hour, and for this operator only. */
export const handler = operatorFunction('voice-token', nothing, async (_, { config, operator, now }) =>
  voiceToken(config, operator, now),
)
