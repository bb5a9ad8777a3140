import type { Verb } from './run.ts'

/** As the first verb it answers the call before it ends it (TwiML: Hangup); later it ends a ringing call unanswered (changelog 2023-06-01). */
export const hangup: Verb = {
  attributes: [],
  modes: ['call', 'wait', 'whisper'],
  async run({ leg }) {
    if (leg.verbsBegun === 1) leg.answer()
    return { then: 'hang-up' }
  },
}
