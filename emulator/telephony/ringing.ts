import type { StatusCallback } from './call.ts'
import type { ClientDevice, Endpoint, Invite } from './endpoint.ts'
import { ringInside } from './inside-line.ts'
import type { Leg } from './leg.ts'
import type { Telephony } from './telephony.ts'

/** A leg to create and ring. Without `parent` REST asked for it. */
export interface Outgoing {
  from: string
  parent?: Leg
  statusCallback?: StatusCallback
}

const SIP_UNAVAILABLE = 480
const SIP_BUSY = 486
const SIP_TERMINATED = 487

/** Legs that ring, and where: telephones outside, numbers of the account, or the devices of an identity. */
export class Ringing {
  /** Telephones outside that ring now, by CallSid. */
  readonly outside = new Map<string, Invite>()
  private readonly legs = new Map<string, { leg: Leg; devices?: Set<ClientDevice> }>()
  private readonly telephony: Telephony

  constructor(telephony: Telephony) {
    this.telephony = telephony
  }

  ringNumber(leg: Leg): void {
    if (this.telephony.ownNumber(leg.call.to)) {
      this.begin(leg)
      return ringInside(leg)
    }
    this.outside.set(leg.call.sid, inviteFor(leg, {}))
    this.begin(leg)
    void leg.over.then(() => this.outside.delete(leg.call.sid))
  }

  ringClient(leg: Leg, identity: string, parameters: Record<string, string>): void {
    const devices = this.telephony.clients.of(identity)
    if (!devices.length && this.telephony.switches.unregisteredClient === 'no-answer-at-once') {
      leg.call.sipResponseCode = SIP_UNAVAILABLE
      leg.setStatus('initiated')
      leg.finish('no-answer')
      return
    }
    const ringing = new Set(devices)
    this.begin(leg, ringing)
    const invite = inviteFor(leg, parameters)
    for (const device of devices) device.invite(invite)
    void leg.over.then(() => {
      for (const device of ringing) device.cancel(leg.call.sid)
    })
  }

  private begin(leg: Leg, devices?: Set<ClientDevice>): void {
    leg.call.sipResponseCode = SIP_TERMINATED
    this.legs.set(leg.call.sid, { leg, devices })
    void leg.over.then(() => this.legs.delete(leg.call.sid))
    leg.setStatus('initiated')
    leg.setStatus('ringing')
  }

  answer(callSid: string, endpoint?: Endpoint, device?: ClientDevice): boolean {
    const ringing = this.legs.get(callSid)
    if (!ringing || ringing.leg.isOver) return false
    this.legs.delete(callSid)
    this.outside.delete(callSid)
    for (const other of ringing.devices ?? []) if (other !== device) other.cancel(callSid)
    ringing.devices?.clear()
    if (endpoint) ringing.leg.endpoint = endpoint
    ringing.leg.answer()
    return true
  }

  reject(callSid: string): boolean {
    const ringing = this.legs.get(callSid)
    if (!ringing) return false
    ringing.leg.call.sipResponseCode = SIP_BUSY
    ringing.leg.finish('busy')
    return true
  }

  /** A device is gone: it is not rung any more. */
  forget(device: ClientDevice): void {
    for (const { devices } of this.legs.values()) devices?.delete(device)
  }
}

const inviteFor = ({ call }: Leg, parameters: Record<string, string>): Invite => ({
  callSid: call.sid,
  parentCallSid: call.parentCallSid,
  from: call.from,
  to: call.to,
  parameters,
})
