import type { Studio } from '../audio/studio.ts'
import type { ClientDevice } from '../telephony/endpoint.ts'
import type { Telephony } from '../telephony/telephony.ts'

interface Phone {
  device: ClientDevice
  ringing: Set<string>
  unregister: () => void
}

/** Softphones that the page plays without the Voice SDK, and telephones outside: both only ring and wait for a hand. */
export class StandInPhones {
  private readonly telephony: Telephony
  private readonly studio: Studio
  private readonly phones = new Map<string, Phone>()

  constructor(telephony: Telephony, studio: Studio) {
    this.telephony = telephony
    this.studio = studio
  }

  identities(): string[] {
    return [...this.phones.keys()]
  }

  register(identity: string): void {
    if (this.phones.has(identity)) return
    const ringing = new Set<string>()
    const device: ClientDevice = {
      invite: ({ callSid }) => void ringing.add(callSid),
      cancel: (callSid) => void ringing.delete(callSid),
    }
    const unregister = this.telephony.registerClient(identity, device)
    this.phones.set(identity, { device, ringing, unregister })
  }

  unregister(identity: string): void {
    this.phones.get(identity)?.unregister()
    this.phones.delete(identity)
  }

  /** False when it does not ring, or no longer. */
  answer(callSid: string): boolean {
    return this.telephony.answer(callSid, this.studio.newLeg(), this.rungBy(callSid))
  }

  reject(callSid: string): void {
    this.telephony.reject(callSid)
  }

  private rungBy(callSid: string): ClientDevice | undefined {
    return [...this.phones.values()].find(({ ringing }) => ringing.has(callSid))?.device
  }
}
