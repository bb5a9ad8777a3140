import { oneOf } from './attributes.ts'
import { type Verb } from './run.ts'
import { NotEmulated } from './twiml-error.ts'

/** Refuses a call that has not been answered. */
export const reject: Verb = {
  attributes: ['reason'],
  modes: ['call'],
  async run(run, element) {
    const reason = oneOf(run, element, 'reason', 'rejected', ['rejected', 'busy'])
    if (run.leg.isAnswered)
      throw new NotEmulated('<Reject> must be the first verb: what Twilio does later is not documented.')
    return { then: 'reject', status: reason === 'busy' ? 'busy' : 'no-answer' }
  },
}
