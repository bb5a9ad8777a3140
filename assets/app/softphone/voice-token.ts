import type { VoiceToken } from '../../../src/http/desk-actions.ts'
import { call, VisibleError } from '../api.ts'
import { mayPass } from './may-pass.ts'
import { keepTrying } from './keep-trying.ts'

/** A token, as soon as there is one: asks again while the server or the way to it is down. */
export function untilToken(signal: AbortSignal, missed: () => void): Promise<VoiceToken> {
  return keepTrying(
    () => call('voice-token', {}, signal),
    (error) => error instanceof VisibleError && mayPass(error),
    { signal, missed },
  )
}
