import type { Bridge, BridgeEnd } from '../telephony/bridge.ts'
import { until } from '../telephony/stopped.ts'
import type { Dialling } from './dial-legs.ts'
import type { DialOutcome } from './dial.ts'
import { onStar } from './on-star.ts'
import type { Run } from './run.ts'

/** The talk of a dial, up to its end: by either side, by the time limit, or by the star key. */
export async function holdBridge(
  run: Run,
  bridge: Bridge,
  dialling: Dialling,
  sofar: DialOutcome,
): Promise<BridgeEnd> {
  const { leg, telephony } = run
  const limit = telephony.clock.setTimeout(
    () => bridge.end({ why: 'limit' }),
    dialling.timeLimitSeconds * 1000,
  )
  const stopListening = onStar(run, dialling, () => bridge.end({ by: leg, why: 'star' }))
  try {
    return await until(bridge.over, run.signal)
  } finally {
    limit.cancel()
    stopListening()
    bridge.end({ by: leg, why: 'hung-up' })
    sofar.seconds = bridge.seconds()
  }
}
