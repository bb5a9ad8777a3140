import type { CallStatus } from './call.ts'
import type { Endpoint, Sound } from './endpoint.ts'
import { startIncoming } from './incoming.ts'
import type { Leg } from './leg.ts'

/** A call to a number of the account: it arrives there as one from outside, on a leg and with a document of its own. */
export function ringInside(outgoing: Leg): void {
  const { telephony, call } = outgoing
  const [far, near] = telephony.newLine()
  const here = new LineEnd(near)
  here.other = outgoing
  const there = new LineEnd(far)
  outgoing.endpoint = there
  there.other = startIncoming(telephony, { from: call.from, to: call.to, endpoint: here, inside: true })
}

/** One end of the line between two legs: what happens to its own leg is done to the other. */
class LineEnd implements Endpoint {
  other?: Leg
  /** Who carries the sound. */
  private readonly carrier: Endpoint

  constructor(carrier: Endpoint) {
    this.carrier = carrier
  }

  ringing(callSid: string): void {
    this.carrier.ringing?.(callSid)
  }

  answered(callSid: string): void {
    this.carrier.answered?.(callSid)
    if (this.other) this.other.telephony.answer(this.other.call.sid)
  }

  sound(callSid: string, sound: Sound): void {
    this.carrier.sound?.(callSid, sound)
    if (sound.kind === 'tones') this.keys(callSid, sound.digits)
  }

  keys(_callSid: string, digits: string): void {
    this.other?.press(digits.replace(/[^0-9*#]/g, ''))
  }

  ended(callSid: string, status: CallStatus): void {
    this.carrier.ended?.(callSid, status)
    if (!this.other || (status === 'busy' && this.other.telephony.reject(this.other.call.sid))) return
    this.other.finish(this.other.isAnswered ? 'completed' : status)
  }
}
