import type { Dialling } from './dial-legs.ts'
import type { Run } from './run.ts'

/**
 * While a far end rings, hears a document or talks, the caller's star key hangs up on it, where the dial says so.
 * Returns the way to stop listening for it.
 */
export function onStar({ leg }: Run, { hangupOnStar }: Dialling, hangUp: () => void): () => void {
  if (!hangupOnStar) return () => {}
  return leg.listen((key) => {
    if (key === '*') hangUp()
  })
}
