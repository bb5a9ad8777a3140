import { addressFrom, methodOf } from './attributes.ts'
import { type Verb, everywhere } from './run.ts'

/** Without an address: the document itself again. */
export const redirect: Verb = {
  attributes: ['method'],
  modes: everywhere,
  async run(run, element) {
    const url = addressFrom(run, element.text)
    return { then: 'fetch', request: { url, method: methodOf(run, element), purpose: 'redirect' } }
  },
}
