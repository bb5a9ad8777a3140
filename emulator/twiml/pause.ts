import { integer } from './attributes.ts'
import { type Verb, everywhere, next } from './run.ts'

/** As the first verb it delays the answer. */
export const pause: Verb = {
  attributes: ['length'],
  modes: everywhere,
  async run(run, element) {
    await run.leg.pause(integer(run, element, 'length', 1, 1, 14_400) * 1000, run.signal)
    return next
  },
}
