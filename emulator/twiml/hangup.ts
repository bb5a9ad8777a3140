import type { Verb } from './run.ts'

export const hangup: Verb = {
  attributes: [],
  modes: ['call', 'wait', 'whisper'],
  run: async () => ({ then: 'hang-up' }),
}
