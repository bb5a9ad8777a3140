import type { Leg } from './leg.ts'

/** Who ended a bridge, and how. Without `by`: a time limit. */
export interface BridgeEnd {
  by?: Leg
  why: 'hung-up' | 'redirected' | 'star' | 'limit'
}

/** Two legs that hear each other. One that was still ringing is answered by it. */
export class Bridge {
  readonly over: Promise<BridgeEnd>
  readonly connectedAt: number
  private readonly legs: readonly [Leg, Leg]
  private finish: (end: BridgeEnd) => void = () => {}
  private ended = false

  constructor(one: Leg, other: Leg) {
    this.legs = [one, other]
    for (const leg of this.legs) leg.answer()
    this.connectedAt = one.telephony.clock.now()
    this.over = new Promise((resolve) => (this.finish = resolve))
    this.join(one, other)
    this.join(other, one)
  }

  peerOf(leg: Leg): Leg {
    return this.legs[0] === leg ? this.legs[1] : this.legs[0]
  }

  /** Seconds the two could hear each other, up to now. */
  seconds(): number {
    return Math.round((this.legs[0].telephony.clock.now() - this.connectedAt) / 1000)
  }

  end(end: BridgeEnd): void {
    if (this.ended) return
    this.ended = true
    for (const leg of this.legs) {
      leg.bridge = undefined
      leg.tell({ type: 'bridge', peer: this.peerOf(leg).call.sid, change: 'over' })
      leg.hear({ kind: 'silence' })
    }
    this.finish(end)
  }

  private join(leg: Leg, peer: Leg): void {
    leg.bridge = this
    leg.tell({ type: 'bridge', peer: peer.call.sid, change: 'connected' })
    leg.hear({ kind: 'bridge', peer: peer.call.sid })
  }
}
