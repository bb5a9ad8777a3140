import { TokenError, type VoiceToken, verifyAccessToken } from './access-token.ts'
import type { ClientDevice, Invite } from './endpoint.ts'
import { Telephone } from './telephone.ts'
import type { Telephony } from './telephony.ts'

/** A softphone without sound and without a browser. Its token is verified as the real gateway does. */
export class HeadlessClient implements ClientDevice {
  /** What rings here now. */
  readonly incoming: Invite[] = []
  readonly calls: Telephone[] = []
  isRegistered = false
  readonly isTemporary = true
  private token: VoiceToken
  private readonly telephony: Telephony
  private leave: () => void = () => {}

  /** Throws TokenError. */
  constructor(telephony: Telephony, token: string) {
    this.telephony = telephony
    this.token = verifyAccessToken(token, telephony.account, telephony.clock.now())
  }

  get identity(): string {
    return this.token.identity
  }

  updateToken(token: string): void {
    this.token = verifyAccessToken(token, this.telephony.account, this.telephony.clock.now())
  }

  register(): void {
    this.checkAlive()
    if (!this.token.mayReceive) throw new TokenError(20106, 'The token grants no incoming calls.')
    this.leave = this.telephony.registerClient(this.identity, this)
    this.isRegistered = true
  }

  unregister(): void {
    this.leave()
    this.isRegistered = false
  }

  /** `Device.connect({ params })` */
  connect(params: Record<string, string> = {}): Telephone {
    this.checkAlive()
    const { identity, applicationSid, outgoingParams } = this.token
    if (!applicationSid) throw new TokenError(20106, 'The token grants no outgoing calls.')
    const telephone = this.newCall()
    const call = { identity, applicationSid, params: { ...outgoingParams, ...params }, endpoint: telephone }
    telephone.callSid = this.telephony.connectClient(call)
    return telephone
  }

  /** Takes what rings, the latest by default. Undefined when nothing rings any more. */
  accept(invite: Invite | undefined = this.incoming.at(-1)): Telephone | undefined {
    if (!invite) return undefined
    const telephone = this.newCall()
    telephone.callSid = invite.callSid
    this.cancel(invite.callSid)
    return this.telephony.answer(invite.callSid, telephone, this) ? telephone : undefined
  }

  /** No device of the identity rings any more. */
  reject(invite: Invite | undefined = this.incoming.at(-1)): void {
    if (invite) this.telephony.reject(invite.callSid)
  }

  /** Twilio is not told: the other devices ring on. */
  ignore(invite: Invite | undefined = this.incoming.at(-1)): void {
    if (invite) this.cancel(invite.callSid)
  }

  invite(invite: Invite): void {
    this.incoming.push(invite)
  }

  cancel(callSid: string): void {
    const index = this.incoming.findIndex((invite) => invite.callSid === callSid)
    if (index >= 0) this.incoming.splice(index, 1)
  }

  displaced(): void {
    this.isRegistered = false
  }

  private newCall(): Telephone {
    const telephone = new Telephone(this.telephony)
    this.calls.push(telephone)
    return telephone
  }

  private checkAlive(): void {
    if (this.telephony.clock.now() >= this.token.expiresAt)
      throw new TokenError(20104, 'The token has expired.')
  }
}
