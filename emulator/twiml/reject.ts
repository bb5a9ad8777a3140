import { oneOf } from './attributes.ts'
import { type Verb } from './run.ts'
import { TwimlError } from './twiml-error.ts'

/** Refuses a call that has not been answered. */
export const reject: Verb = {
  attributes: ['reason'],
  modes: ['call'],
  async run({ leg }, element) {
    const reason = oneOf(element, 'reason', 'rejected', ['rejected', 'busy'])
    if (leg.isAnswered)
      throw new TwimlError(12200, '<Reject> must be the first verb: the call is already answered.')
    return { then: 'reject', status: reason === 'busy' ? 'busy' : 'no-answer' }
  },
}
