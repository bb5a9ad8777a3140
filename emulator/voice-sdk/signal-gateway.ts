import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Studio } from '../audio/studio.ts'
import type { Clock, Timer } from '../clock.ts'
import type { Account } from '../telephony/account.ts'
import type { Telephony } from '../telephony/telephony.ts'
import { Session } from './session.ts'
import { SoftphoneCall } from './softphone-call.ts'

/** Twilio's signalling for the Voice SDK: the devices that are connected, and their calls. */
export class SignalGateway {
  readonly telephony: Telephony
  readonly studio: Studio
  readonly sessions = new Set<Session>()
  readonly calls = new Set<SoftphoneCall>()
  /** Sockets are refused: Twilio cannot be reached. */
  isUnreachable = false
  /** How long a call of a lost browser goes on when the SDK has not asked for more. */
  returnSeconds = 10
  private readonly sockets = new WebSocketServer({ noServer: true })
  private readonly leaving = new Map<SoftphoneCall, Timer>()

  constructor(telephony: Telephony, studio: Studio) {
    this.telephony = telephony
    this.studio = studio
  }

  get account(): Account {
    return this.telephony.account
  }

  get clock(): Clock {
    return this.telephony.clock
  }

  /** For the `upgrade` event of the public server. The shim names the host that the SDK meant. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer) {
    socket.on('error', () => socket.destroy())
    const [path, query] = (request.url ?? '').split('?')
    if (path !== '/signal' || this.isUnreachable) return void socket.destroy()
    const edge = edgeOf(new URLSearchParams(query).get('host') ?? '')
    this.sockets.handleUpgrade(request, socket, head, (opened) =>
      this.sessions.add(new Session(this, opened, edge)),
    )
  }

  newCall(session: Session, names: { callSid?: string; temporarySid?: string }): SoftphoneCall {
    const call = new SoftphoneCall(session, names)
    this.calls.add(call)
    return call
  }

  /** The browser is gone; its call ends unless it comes back in time. A call that only rings there ends there at once. */
  waitForReturn(call: SoftphoneCall, seconds: number) {
    if (!call.isAnswered && !call.temporarySid) return call.forget()
    const giveUp = () => {
      call.forget()
      if (call.callSid) this.telephony.hangUp(call.callSid)
    }
    this.leaving.set(call, this.clock.setTimeout(giveUp, Math.max(seconds, this.returnSeconds) * 1000))
  }

  returned(reconnectToken: string): SoftphoneCall | undefined {
    const call = [...this.calls].find((one) => one.reconnectToken === reconnectToken)
    if (call) this.leaving.get(call)?.cancel()
    return call
  }

  /** Breaks the sockets of an identity, or all, as a lost network does; they may come back. */
  cut(identity?: string) {
    for (const session of this.sessions) {
      if (identity === undefined || session.identity === identity) session.cut()
    }
  }

  close() {
    this.isUnreachable = true
    this.cut()
    for (const timer of this.leaving.values()) timer.cancel()
    for (const call of this.calls) call.forget()
    this.sockets.close()
  }
}

/** `voice-js.tokyo.twilio.com` → tokyo; roaming leads to the nearest, which is here. */
function edgeOf(host: string): string {
  const [, edge] = /^voice-js\.([\w-]+)\.twilio\.com$/.exec(host) ?? []
  return edge && edge !== 'roaming' ? edge : 'ashburn'
}
