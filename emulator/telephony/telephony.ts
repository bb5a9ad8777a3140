import { Activity } from '../activity.ts'
import { type Clock, TestClock } from '../clock.ts'
import { Faults } from '../faults.ts'
import { type Switches, defaultSwitches } from '../switches.ts'
import type { Account, Application, PhoneNumber } from './account.ts'
import type { Call, HttpMethod } from './call.ts'
import type { ClientDevice, Endpoint, Invite } from './endpoint.ts'
import { EventStream } from './events.ts'
import { type SidMaker, sidMaker } from './sid.ts'

export interface TelephonyOptions {
  clock: Clock
  account: Account
  switches?: Partial<Switches>
  faults?: Faults
  /** Identifiers become predictable. */
  seed?: string
  /** How long a sound lasts, where real audio is made of it; otherwise it is estimated. */
  audio?: {
    durationMs(
      sound: { kind: 'say'; text: string; language: string; voice: string } | { kind: 'play'; url: string },
    ): Promise<number>
  }
}

export type NewPhoneNumber = Pick<PhoneNumber, 'phoneNumber'> & Partial<PhoneNumber>
export type NewApplication = Pick<Application, 'friendlyName'> & Partial<Application>

/** The telephone network, the account and its calls, as Twilio would run them. */
export class Telephony {
  readonly clock: Clock
  readonly account: Account
  readonly switches: Switches
  readonly faults: Faults
  readonly activity = new Activity()
  readonly events = new EventStream()
  readonly calls = new Map<string, Call>()
  readonly numbers = new Map<string, PhoneNumber>()
  readonly applications = new Map<string, Application>()
  /** Telephones outside that ring at this moment, by CallSid. */
  readonly outside = new Map<string, Invite>()
  readonly newSid: SidMaker

  constructor(options: TelephonyOptions) {
    this.clock = options.clock
    this.account = options.account
    this.switches = { ...defaultSwitches, ...options.switches }
    this.faults = options.faults ?? new Faults()
    this.newSid = sidMaker(options.seed)
    if (options.clock instanceof TestClock) options.clock.idle = () => this.activity.idle()
  }

  addNumber(number: NewPhoneNumber): PhoneNumber {
    throw new Error(`not built yet ${number}`)
  }

  addApplication(application: NewApplication): Application {
    throw new Error(`not built yet ${application}`)
  }

  /** A telephone outside dials one of our numbers. Returns the CallSid. `extra` = parameters of the carrier, such as ForwardedFrom. */
  dial(call: { from: string; to: string; endpoint?: Endpoint; extra?: Record<string, string> }): string {
    throw new Error(`not built yet ${call}`)
  }

  /** A softphone connects through the application of its token. `params` are the custom parameters of `Device.connect`. */
  connectClient(call: {
    identity: string
    applicationSid: string
    params: Record<string, string>
    endpoint?: Endpoint
  }): string {
    throw new Error(`not built yet ${call}`)
  }

  /** Returns the way to unregister. At most ten devices an identity, the newest win. */
  registerClient(identity: string, device: ClientDevice): () => void {
    throw new Error(`not built yet ${identity} ${device}`)
  }

  /** A ringing leg is answered. False when it does not ring (any more), or was answered by another device. */
  answer(callSid: string, endpoint?: Endpoint, device?: ClientDevice): boolean {
    throw new Error(`not built yet ${callSid} ${endpoint} ${device}`)
  }

  /** A ringing leg is refused (busy). With several devices, the others ring on. */
  reject(callSid: string, device?: ClientDevice): void {
    throw new Error(`not built yet ${callSid} ${device}`)
  }

  /** Keys of the far end: `0`-`9`, `*`, `#`, `w` (half a second). */
  press(callSid: string, digits: string): void {
    throw new Error(`not built yet ${callSid} ${digits}`)
  }

  /** The far end hangs up. */
  hangUp(callSid: string): void {
    throw new Error(`not built yet ${callSid}`)
  }

  /** REST moves a leg to another document. */
  redirect(callSid: string, to: { url: string; method?: HttpMethod } | { twiml: string }): void {
    throw new Error(`not built yet ${callSid} ${to}`)
  }

  /** The two legs that hear each other, from one's point of view: the peer's CallSid. */
  peerOf(callSid: string): string | undefined {
    throw new Error(`not built yet ${callSid}`)
  }

  /** The far end of a leg, for whoever carries the audio. */
  endpointOf(callSid: string): Endpoint | undefined {
    throw new Error(`not built yet ${callSid}`)
  }

  /** Resolves when no webhook or REST request is under way. */
  idle(): Promise<void> {
    return this.activity.idle()
  }

  /** Ends all calls without a word, forgets queues, registrations, faults and events. Numbers and applications stay. */
  reset(): void {
    throw new Error('not built yet')
  }
}
