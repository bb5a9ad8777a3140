import type { Verb } from './run.ts'

/** Out of the queue, but not out of the call. */
export const leaveVerb: Verb = {
  attributes: [],
  modes: ['wait'],
  run: async () => ({ then: 'leave' }),
}
