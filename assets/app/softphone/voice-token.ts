import type { VoiceToken } from '../../../src/http/desk-actions.ts'
import { call, VisibleError } from '../api.ts'

const pausesMs = [1_000, 2_000, 5_000, 10_000, 20_000]
const passing = ['network', 'too-many', 'twilio-away', 'database-away', 'internal']

/** A token, as soon as there is one: asks again while the server or the way to it is down. */
export async function untilToken(signal: AbortSignal, missed: () => void): Promise<VoiceToken> {
  for (let tries = 0; ; tries++) {
    try {
      return await call('voice-token', {}, signal)
    } catch (error) {
      if (!(error instanceof VisibleError) || !passing.includes(error.code)) throw error
      missed()
      await pause(pausesMs[Math.min(tries, pausesMs.length - 1)]!, signal)
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => (clearTimeout(timer), reject(signal.reason)), { once: true })
  })
}
