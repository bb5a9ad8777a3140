import { Activity } from '../activity.ts'
import { type Clock, TestClock } from '../clock.ts'
import { Faults } from '../faults.ts'
import { type Switches, checkSwitch, defaultSwitches } from '../switches.ts'
import { runCall } from '../twiml/interpreter.ts'
import type { TwimlRequest } from '../twiml/run.ts'
import { Webhooks } from '../webhooks.ts'
import type { Account, Application, PhoneNumber } from './account.ts'
import { type Call, type Direction, type HttpMethod, isFinal } from './call.ts'
import { Clients } from './clients.ts'
import type { ClientDevice, Endpoint, Invite, Sound, UserMessage } from './endpoint.ts'
import { EventStream } from './events.ts'
import { type ClientCall, type IncomingCall, startClientCall, startIncoming } from './incoming.ts'
import { Leg } from './leg.ts'
import { type OutgoingCall, startOutgoing } from './outgoing.ts'
import type { Queue } from './queue.ts'
import { type Outgoing, Ringing } from './ringing.ts'
import { type SidMaker, sidMaker } from './sid.ts'

export interface Audio {
  /** Milliseconds a sound lasts. */
  durationMs(sound: Extract<Sound, { kind: 'say' | 'play' }>): Promise<number>
}

export interface TelephonyOptions {
  clock: Clock
  account: Account
  switches?: Partial<Switches>
  faults?: Faults
  /** Identifiers become predictable. */
  seed?: string
  /** How long a sound lasts, where real audio is made of it; otherwise it is estimated. */
  audio?: Audio
}

export type NewPhoneNumber = Pick<PhoneNumber, 'phoneNumber'> & Partial<PhoneNumber>
export type NewApplication = Pick<Application, 'friendlyName'> & Partial<Application>

interface NewMessage {
  content: string
  contentType?: string
  idempotencyKey?: string
}

interface NewLeg {
  direction: Direction
  from: string
  to: string
  extra?: Record<string, string>
  endpoint?: Endpoint
  parent?: Leg
  statusCallback?: Call['statusCallback']
  inside?: boolean
}

/** The telephone network, the account and its calls, as Twilio would run them. */
export class Telephony {
  readonly clock: Clock
  readonly account: Account
  readonly switches: Switches
  readonly faults: Faults
  readonly audio?: Audio
  readonly activity = new Activity()
  readonly events = new EventStream()
  readonly webhooks: Webhooks
  readonly calls = new Map<string, Call>()
  readonly queues = new Map<string, Queue>()
  readonly numbers = new Map<string, PhoneNumber>()
  readonly applications = new Map<string, Application>()
  readonly clients = new Clients()
  readonly ringing = new Ringing(this)
  /** Lengths of what was played, by address. */
  readonly mediaLengths = new Map<string, Promise<number>>()
  readonly newSid: SidMaker
  /** The two ends of what carries the sound of a call to one of our own numbers; silent without a studio. */
  newLine: () => [Endpoint, Endpoint] = () => [{}, {}]
  /** When the next call of REST may start. */
  nextCallAt = 0
  private readonly initialSwitches: Switches
  private readonly legs = new Map<string, Leg>()
  private readonly messages = new Map<string, UserMessage>()

  constructor(options: TelephonyOptions) {
    this.clock = options.clock
    this.account = options.account
    this.initialSwitches = { ...defaultSwitches, ...options.switches }
    this.switches = { ...this.initialSwitches }
    this.faults = options.faults ?? new Faults()
    this.audio = options.audio
    this.newSid = sidMaker(options.seed)
    const { clock, faults, activity, events } = this
    this.webhooks = new Webhooks({ clock, faults, activity, events, authToken: () => this.account.authToken })
    if (clock instanceof TestClock) clock.idle = () => activity.idle()
  }

  addNumber(number: NewPhoneNumber): PhoneNumber {
    const now = this.clock.now()
    const added = {
      sid: this.newSid('PN'),
      friendlyName: number.phoneNumber,
      voiceCallerIdLookup: false,
      createdAt: now,
      updatedAt: now,
      ...number,
    }
    this.numbers.set(added.sid, added)
    return added
  }

  addApplication(application: NewApplication): Application {
    const now = this.clock.now()
    const added = {
      sid: this.newSid('AP'),
      voiceCallerIdLookup: false,
      createdAt: now,
      updatedAt: now,
      ...application,
    }
    this.applications.set(added.sid, added)
    return added
  }

  /** A number of the account. */
  ownNumber(to: string): PhoneNumber | undefined {
    return [...this.numbers.values()].find(({ phoneNumber }) => phoneNumber === to)
  }

  /** Throws when the name or the value is none of `switchValues`. */
  setSwitch(name: string, value: unknown): void {
    checkSwitch(name, value)
    Object.assign(this.switches, { [name]: value })
  }

  /** A telephone outside dials one of our numbers. Returns the CallSid. `extra` = parameters of the carrier, such as ForwardedFrom. */
  dial(call: IncomingCall): string {
    return startIncoming(this, call).call.sid
  }

  /** A softphone connects through the application of its token. `params` are the custom parameters of `Device.connect`. */
  connectClient(call: ClientCall): string {
    return startClientCall(this, call).call.sid
  }

  /** REST asks for a call. */
  call(call: OutgoingCall): Leg {
    return startOutgoing(this, call)
  }

  /** Returns the way to unregister. At most ten devices an identity, the newest win. */
  registerClient(identity: string, device: ClientDevice): () => void {
    this.clients.register(identity, device)
    this.events.emit({ type: 'client', identity, change: 'registered', at: this.clock.now() })
    return () => {
      this.clients.unregister(identity, device)
      this.ringing.forget(device)
      this.events.emit({ type: 'client', identity, change: 'unregistered', at: this.clock.now() })
    }
  }

  /** Telephones outside that ring at this moment, by CallSid. */
  get outside(): ReadonlyMap<string, Invite> {
    return this.ringing.outside
  }

  /** A ringing leg is answered. False when it does not ring (any more), or was answered by another device. */
  answer(callSid: string, endpoint?: Endpoint, device?: ClientDevice): boolean {
    return this.ringing.answer(callSid, endpoint, device)
  }

  /** A ringing leg is refused (busy), on all devices that it rings. False when it does not ring (any more). */
  reject(callSid: string): boolean {
    return this.ringing.reject(callSid)
  }

  /** Keys of the far end: `0`-`9`, `*`, `#`. Nothing listens: they are lost. */
  press(callSid: string, digits: string): void {
    this.legs.get(callSid)?.press(digits)
  }

  /** The far end hangs up. */
  hangUp(callSid: string): void {
    const leg = this.legs.get(callSid)
    if (leg && !this.reject(callSid)) leg.finish(leg.isAnswered ? 'completed' : 'canceled')
  }

  /** REST moves a leg to another document. */
  redirect(callSid: string, to: { url: string; method?: HttpMethod } | { twiml: string }): void {
    const leg = this.legs.get(callSid)
    const request: TwimlRequest =
      'twiml' in to ? to : { url: to.url, method: to.method ?? 'POST', purpose: 'rest-url' }
    leg?.start((signal) => runCall(leg, request, signal))
  }

  /** REST sends a message into a call; undefined when the call is over. One idempotency key is delivered once. */
  message(callSid: string, { idempotencyKey, ...message }: NewMessage): UserMessage | undefined {
    const leg = this.legs.get(callSid)
    if (!leg) return undefined
    const key = idempotencyKey && `${callSid}/${idempotencyKey}`
    const known = key && this.messages.get(key)
    if (known) return known
    const sent = { sid: this.newSid('KX'), callSid, contentType: 'application/json', ...message }
    if (key) this.messages.set(key, sent)
    leg.tell({ type: 'message', message: sent })
    leg.endpoint.message?.(callSid, sent)
    return sent
  }

  /** The leg that hears this one, and is heard by it. */
  peerOf(callSid: string): string | undefined {
    const leg = this.legs.get(callSid)
    return leg?.bridge?.peerOf(leg).call.sid
  }

  /** The far end of a leg, for whoever carries the audio. */
  endpointOf(callSid: string): Endpoint | undefined {
    return this.legs.get(callSid)?.endpoint
  }

  /** A leg that is not over. */
  leg(callSid: string): Leg | undefined {
    return this.legs.get(callSid)
  }

  newLeg({ direction, from, to, extra = {}, endpoint, parent, statusCallback, inside }: NewLeg): Leg {
    const now = this.clock.now()
    const sid = this.newSid('CA')
    const call: Call = {
      sid,
      direction,
      from,
      to,
      extra,
      statusCallback,
      parentCallSid: parent?.call.sid,
      status: 'queued',
      createdAt: now,
      updatedAt: now,
      queuedFor: 0,
      callbacksFired: 0,
      errors: [],
    }
    const leg = new Leg(this, call, endpoint, parent)
    this.calls.set(sid, call)
    this.legs.set(sid, leg)
    void leg.over.then(() => this.legs.delete(sid))
    const isInside = inside ?? (direction !== 'inbound' && this.ownNumber(to) !== undefined)
    leg.tell({ type: 'call', direction, from, to, parentCallSid: call.parentCallSid, inside: isInside })
    return leg
  }

  /** `<Number>`: a telephone outside rings, or a number of the account is called. */
  ringNumber({ to, ...outgoing }: Outgoing & { to: string }): Leg {
    const leg = this.newLeg({ direction: 'outbound-dial', to, ...outgoing })
    leg.call.startedAt = this.clock.now()
    this.ringing.ringNumber(leg)
    return leg
  }

  /** `<Client>`: every device of an identity rings. */
  ringClient({
    identity,
    parameters,
    ...outgoing
  }: Outgoing & { identity: string; parameters: Record<string, string> }): Leg {
    const leg = this.newLeg({ direction: 'outbound-dial', to: `client:${identity}`, ...outgoing })
    leg.call.startedAt = this.clock.now()
    this.ringing.ringClient(leg, identity, parameters)
    return leg
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((wake) => this.clock.setTimeout(wake, milliseconds))
  }

  /** Resolves when no webhook or REST request is under way. */
  idle(): Promise<void> {
    return this.activity.idle()
  }

  /**
   * Ends all calls without a word, forgets calls, queues, faults and events; switches are as at the beginning.
   * Numbers, applications and browsers' registrations stay.
   */
  reset(): void {
    for (const leg of this.legs.values()) leg.discard()
    for (const state of [this.legs, this.calls, this.queues, this.messages, this.mediaLengths]) state.clear()
    this.faults.clear()
    this.clients.forgetTemporary()
    Object.assign(this.switches, this.initialSwitches)
    this.nextCallAt = 0
    this.events.clear()
  }

  /** Calls that are not over. */
  live(): Call[] {
    return [...this.calls.values()].filter(({ status }) => !isFinal(status))
  }
}
