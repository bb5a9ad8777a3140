import type { WebSocket } from 'ws'
import type { Timer } from '../clock.ts'
import { TokenError, verifyAccessToken, type VoiceToken } from '../telephony/access-token.ts'
import type { ClientDevice, Invite } from '../telephony/endpoint.ts'
import { actions } from './session-actions.ts'
import type { SignalGateway } from './signal-gateway.ts'
import { SoftphoneCall } from './softphone-call.ts'
import { encodeParams, HEARTBEAT, parse, send, text } from './wire.ts'

/** The SDK reconnects when it hears nothing for 15 s. */
const HEARTBEAT_MS = 5000
const EXPIRED = 31205
const INVALID = 31204

/** One socket of one device. */
export class Session implements ClientDevice {
  readonly gateway: SignalGateway
  /** Named by the address the SDK wanted to reach. */
  readonly edge: string
  token?: VoiceToken
  /** How long calls outlive the socket, as the SDK asks for it. */
  reconnectSeconds = 0
  private readonly socket: WebSocket
  private readonly heartbeat: NodeJS.Timeout
  private unregister?: () => void
  private expiry?: Timer
  private work: Promise<void> = Promise.resolve()

  constructor(gateway: SignalGateway, socket: WebSocket, edge: string) {
    this.gateway = gateway
    this.socket = socket
    this.edge = edge
    this.heartbeat = setInterval(
      () => socket.readyState === socket.OPEN && socket.send(HEARTBEAT),
      HEARTBEAT_MS,
    )
    socket.on('message', (data) => this.receive(String(data)))
    socket.on('close', () => this.closed())
    socket.on('error', () => socket.terminate())
  }

  get identity(): string | undefined {
    return this.token?.identity
  }

  tell(type: string, payload: Record<string, unknown> = {}) {
    send(this.socket, type, payload)
  }

  /** As a network that breaks. */
  cut() {
    this.socket.terminate()
  }

  listen(payload: Record<string, unknown>) {
    this.reconnectSeconds = Number(payload.reconnectTimeout) || 0
    try {
      this.admit(verifyAccessToken(text(payload, 'token'), this.gateway.account, this.gateway.clock.now()))
    } catch (error) {
      if (!(error instanceof TokenError)) throw error
      this.refuse(error.code === 20104 ? EXPIRED : INVALID, error.message)
    }
  }

  register() {
    if (this.unregister) return this.tell('ready')
    if (!this.token?.mayReceive) return this.refuse(INVALID, 'The token grants no incoming calls.')
    this.unregister = this.gateway.telephony.registerClient(this.token.identity, this)
    this.tell('ready')
  }

  withdraw() {
    this.unregister?.()
    this.unregister = undefined
  }

  /** ClientDevice: the offer takes a moment to make; by then the caller may have gone. */
  invite(invite: Invite): void {
    const call = this.gateway.newCall(this, { callSid: invite.callSid })
    void call.media.offer().then((sdp) => {
      if (!call.isOver) this.tell('invite', { ...this.describe(invite), sdp, reconnect: call.reconnectToken })
    })
  }

  cancel(callSid: string): void {
    const call = this.find(callSid)
    if (!call || call.isAnswered) return
    this.tell('cancel', { callsid: callSid })
    call.forget()
  }

  displaced(): void {
    this.unregister = undefined
    this.tell('offline')
  }

  /** A call of this device, by its CallSid or by the SDK's own name for it. */
  find(sid: string): SoftphoneCall | undefined {
    return this.calls().find((call) => sid !== '' && (call.callSid === sid || call.temporarySid === sid))
  }

  private calls(): SoftphoneCall[] {
    return [...this.gateway.calls].filter((call) => call.session === this)
  }

  private describe({ callSid, from, to, parameters }: Invite) {
    const AccountSid = this.gateway.account.sid
    const described = { From: from, To: to, CallSid: callSid, AccountSid, Params: encodeParams(parameters) }
    return { callsid: callSid, parameters: described }
  }

  private admit(token: VoiceToken) {
    if (this.token && this.token.identity !== token.identity) this.withdraw()
    this.token = token
    this.expiry?.cancel()
    const ttlMs = token.expiresAt - this.gateway.clock.now()
    this.expiry = this.gateway.clock.setTimeout(() => this.expire(), ttlMs)
    this.tell('connected', {
      token: { identity: token.identity, ttl: Math.floor(ttlMs / 1000) },
      accountSid: this.gateway.account.sid,
      edge: this.edge,
      region: 'us1',
      gateway: 'local',
    })
  }

  /** Calls live on; the device cannot be rung any more until it brings a new token. */
  private expire() {
    this.withdraw()
    this.refuse(EXPIRED, 'The token has expired.')
    this.tell('offline')
  }

  private refuse(code: number, message: string) {
    this.tell('error', { error: { code, message } })
  }

  /** One after the other: an answer to an offer takes a moment, and a hang-up may follow at once. */
  private receive(data: string) {
    const message = parse(data)
    const action = message && actions[message.type]
    if (!message || !action) return
    if (message.type === 'hangup') return void action(this, message.payload)
    this.work = this.work
      .then(() => action(this, message.payload))
      .catch((error) => this.broken(message.type, error))
  }

  private broken(type: string, error: unknown) {
    const message = `The softphone's "${type}" failed: ${error instanceof Error ? error.message : String(error)}`
    this.gateway.telephony.events.emit({ type: 'error', code: 31000, message, at: this.gateway.clock.now() })
  }

  private closed() {
    clearInterval(this.heartbeat)
    this.expiry?.cancel()
    this.withdraw()
    for (const call of this.calls()) this.gateway.waitForReturn(call, this.reconnectSeconds)
    this.gateway.sessions.delete(this)
  }
}
