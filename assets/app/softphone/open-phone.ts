import i18next from 'i18next'
import { judgeNumber } from '../../../src/call/dialling-guard.ts'
import type { Refusal } from '../../../src/call/refusal.ts'
import type {
  CallInHand,
  Colleague,
  Customer,
  OwnQueue,
  SignedInOperator,
} from '../../../src/http/desk-actions.ts'
import { call } from '../api.ts'
import { personKey } from '../words/person-name.ts'
import { AudioStore } from './audio-store.ts'
import { InHandStore } from './call-in-hand.ts'
import { isRinging } from './call-offer.ts'
import { isOnCall, lineOf, type DialledParty, type Party, type PhoneState } from './call-state.ts'
import { callerIn } from './caller-message.ts'
import { colleagueOf } from './colleague-of.ts'
import { TwilioDevice } from './device.ts'
import { Latest } from './latest.ts'
import { LineAudio } from './line-audio.ts'
import { NoteBox, type OfCall } from './note-box.ts'
import { statusOf } from './phone-status.ts'
import { PhoneStore } from './phone-store.ts'
import { refusalFaults } from './refusal-fault.ts'
import { Ringer } from './ringer.ts'
import { Signal } from './signal.ts'
import { Tabs } from './tabs.ts'
import type { DeviceNews } from './voice-device.ts'

const askedEveryMs = 5_000
/** The row of a call just begun may not be written yet. */
const askedAgainMs = [300, 1_200]
/** Nobody who talks is kept from the keys of the call for longer. */
const explainedWithinMs = 2_000

/** One operator's phone from opening to sign-out: the parts, and what goes between them. */
export class OpenPhone {
  readonly operatorId: string
  readonly store: PhoneStore
  readonly audio = new AudioStore()
  readonly lineAudio: LineAudio
  readonly ringer = new Ringer(() => this.audio.inUse('ringer')?.deviceId)
  readonly inHand = new InHandStore((leg) => this.#forCall(leg))
  readonly notes: NoteBox
  readonly tabs: Tabs
  /** The loudness of both sides, for whoever draws it. */
  readonly heard = new Signal<[input: number, output: number]>()
  readonly takeoverRefused = new Signal<[]>()
  readonly queuesChanged = new Signal<[OwnQueue[]]>()
  readonly #device: TwilioDevice
  readonly #callSids = new Map<string, string>()
  readonly #standing = new Latest(() =>
    Promise.all([call('session/current', {}), call('customers/for-call', {})]),
  )
  readonly #colleagueList = new Latest(() => call('colleagues/list', {}))
  readonly #dialAllowedPrefixes: readonly string[]
  /** Lines that have opened, until it is known to whom. */
  readonly #opening = new Map<string, Promise<void>>()
  #closing = new AbortController()
  #colleagues: Colleague[] = []
  #asking: ReturnType<typeof setInterval> | undefined

  constructor(operator: SignedInOperator) {
    this.operatorId = operator.operatorId
    this.#dialAllowedPrefixes = operator.dialAllowedPrefixes
    this.notes = new NoteBox(operator.operatorId, (draft) => call('contacts/save', draft))
    this.#device = new TwilioDevice(this.#news())
    this.lineAudio = new LineAudio(this.#device, {
      wanted: (role) => this.audio.inUse(role),
      fault: (code) => this.store.tell({ type: 'fault-found', code }),
      mended: () => this.store.tell({ type: 'microphone-mended' }),
      inUse: (labels) => this.audio.hears(labels),
    })
    this.tabs = new Tabs(operator.operatorId, {
      mine: () => this.store.tell({ type: 'tab-mine' }),
      elsewhere: () => this.store.tell({ type: 'tab-elsewhere' }),
      asked: () => this.store.tell({ type: 'takeover-asked' }),
      refused: () => this.takeoverRefused.tell(),
      does: (status) => this.store.tell({ type: 'elsewhere-does', status }),
    })
    this.store = new PhoneStore(this.#device, this.tabs.refuse)
  }

  start(): void {
    this.#closing = new AbortController()
    this.audio.start()
    this.store.listen((phone, before) => this.#follow(phone, before))
    this.inHand.listen(() => this.#noteLearns())
    this.audio.listen(() => void this.lineAudio.keep())
    this.lineAudio.start()
    void this.tabs.start()
    inBackground(this.#learnColleagues())
    this.#asking = setInterval(() => inBackground(this.#ask()), askedEveryMs)
    const { signal } = this.#closing
    for (const event of ['visibilitychange', 'resume'])
      document.addEventListener(event, () => this.#awake(), { signal })
    addEventListener('online', () => this.#awake(), { signal })
    addEventListener('beforeunload', (event) => this.#stay(event), { signal })
    addEventListener('pagehide', () => void this.notes.flush(), { signal })
  }

  close(): void {
    this.#closing.abort()
    clearInterval(this.#asking)
    this.store.close()
    this.ringer.close()
    this.notes.close()
    this.lineAudio.close()
    this.audio.close()
    this.tabs.close()
  }

  /** What did not work for want of a microphone, once more. */
  tryMicrophone = (): void => {
    const { fault } = this.store.read()
    if (fault?.again) return this.store.tell(fault.again)
    void this.#askForMicrophone()
  }

  /** Whom a person wants to call. A number is judged before anything is dialled, by the rule of the server. */
  dial(party: DialledParty): void {
    if (party.kind === 'colleague') return this.store.tell({ type: 'dial', party })
    const { number, refusal } = judgeNumber(party.number, this.#dialAllowedPrefixes)
    this.store.tell(
      refusal
        ? { type: 'fault-found', code: refusalFaults[refusal] }
        : { type: 'dial', party: { kind: 'number', number: number! } },
    )
  }

  async #askForMicrophone(): Promise<void> {
    const isThere = await this.audio.askForMicrophone()
    if (lineOf(this.store.read())) this.lineAudio.tryAgain()
    else if (isThere) this.store.tell({ type: 'microphone-mended' })
  }

  /** Made during the call of this line. When the server answers so late that the next has begun, its note still learns of it. */
  customerMade(leg: string | null, customer: Customer): void {
    const { leg: current, notes } = this.inHand.read()
    const timeline = notes.map((note) => ({ kind: 'contact' as const, ...note }))
    if (current === leg) this.inHand.choose({ customer, timeline })
    else if (leg !== null) this.notes.learn(leg, noteOf(customer))
  }

  #news(): DeviceNews {
    return {
      happened: (event) => this.#happened(event),
      named: (leg, callSid) => void this.#callSids.set(leg, callSid),
      rang: (leg, from) => this.store.tell({ type: 'offered', leg, party: this.#partyOf(from) }),
      messaged: (leg, content) => {
        const caller = callerIn(content)
        if (caller) this.#arrived(leg, caller)
      },
      microphoneLost: () => this.lineAudio.lost(),
      heard: (input, output) => this.heard.tell(input, output),
      microphone: () => {
        const chosen = this.audio.inUse('microphone')
        return chosen ? { deviceId: { ideal: chosen.deviceId } } : true
      },
    }
  }

  #arrived(
    leg: string,
    caller: { number: string | null; waitSeconds: number | null; answeredAt?: string | null },
  ): void {
    const { number, waitSeconds, answeredAt } = caller
    const answeredMsAgo = answeredAt ? Date.now() - Date.parse(answeredAt) : 0
    this.store.tell({ type: 'caller-arrived', leg, number, waitSeconds, answeredMsAgo })
  }

  #partyOf(from: string): Party {
    if (!from.startsWith('client:')) return { kind: 'number', number: from }
    const identity = from.slice('client:'.length)
    const colleague = colleagueOf(identity, this.#colleagues)
    if (!colleague) {
      // Somebody new: known by name at their next call.
      inBackground(this.#learnColleagues())
      return { kind: 'colleague', operatorId: '', name: identity }
    }
    const name = i18next.t(personKey(colleague), { ...colleague }).trim()
    return { kind: 'colleague', operatorId: colleague.operatorId, name }
  }

  #follow(phone: PhoneState, before: PhoneState): void {
    const { activity } = phone
    if (phone.tab === 'mine') this.tabs.say(statusOf(phone))
    if (isRinging(phone)) this.ringer.start()
    else this.ringer.stop()
    if (before.tab !== 'mine' && phone.tab === 'mine') this.notes.recover()
    if (before.tab === 'mine' && phone.tab === 'elsewhere') {
      this.notes.letGo()
      this.tabs.release()
    }
    if (activity.name !== before.activity.name) {
      if (activity.name === 'talking' || activity.name === 'calling') this.#began(phone)
      if (activity.name === 'after-call') void this.notes.flush()
      if (before.activity.name === 'calling' && phone.fault?.code === 'call-failed')
        inBackground(this.#whyNotReached(before.activity.leg))
      if (activity.name === 'between-waits' && 'leg' in before.activity)
        inBackground(this.#whyEnded(before.activity.leg, phone))
    }
  }

  /** Customers and notes belong to callers and numbers, not to colleagues. */
  #began({ activity }: PhoneState): void {
    if (!('party' in activity) || !('leg' in activity) || activity.party.kind === 'colleague') return
    const { leg, party } = activity
    if (this.inHand.read().leg !== leg) {
      const { number } = party
      this.notes.begin(leg, { number, queueId: party.kind === 'caller' ? party.queueId : null })
      this.inHand.begin(leg)
      if (party.kind === 'caller') this.ringer.chime()
    }
    void this.#untilKnown(leg)
  }

  async #untilKnown(leg: string): Promise<void> {
    for (const pause of [0, ...askedAgainMs]) {
      if (pause) await new Promise((resolve) => setTimeout(resolve, pause))
      const { state, leg: current } = this.inHand.read()
      if (current !== leg || state === 'known') return
      await this.inHand.ask()
    }
    this.inHand.giveUp(leg)
  }

  /** A colleague's call that rings meanwhile, or a line just hung up, is not this call. */
  async #forCall(leg: string): Promise<CallInHand> {
    const answer = await call('customers/for-call', {})
    const sid = this.#callSids.get(leg)
    const ours = sid ? answer.call?.operatorCallSid === sid : this.#isDialled(answer.call)
    return ours ? answer : { ...answer, call: null, customers: [], notes: [] }
  }

  /** Before the SDK has named the leg, only the number tells this call from one whose end is not written yet. */
  #isDialled(found: CallInHand['call']): boolean {
    const { activity } = this.store.read()
    if (activity.name !== 'calling' || activity.party.kind !== 'number') return false
    if (found && [...this.#callSids.values()].includes(found.operatorCallSid)) return false
    return found?.direction === 'outbound' && isSameNumber(found.number, activity.party.number)
  }

  /** The safety net: every five seconds, while somebody looks, the server says whether a caller is here. */
  async #ask(): Promise<void> {
    const phone = this.store.read()
    const { activity } = phone
    if (document.visibilityState === 'hidden' || phone.sessionEnded) return
    if (activity.name === 'talking' && activity.party.kind !== 'colleague') {
      if (this.inHand.read().state !== 'known') await this.inHand.ask()
      return
    }
    if (activity.name !== 'waiting') return
    const { call: found } = await call('customers/for-call', {})
    if (found?.direction !== 'inbound' || found.answeredAt === null) return
    if (found.operatorCallSid === this.#callSids.get(activity.leg)) this.#arrived(activity.leg, found)
  }

  /** Who answers a dialled line may be our own server, to say why it calls nobody: not shown as a talk. */
  #happened(event: Parameters<DeviceNews['happened']>[0]): void {
    const { activity } = this.store.read()
    const isDialled = 'leg' in event && activity.name === 'calling' && activity.leg === event.leg
    if (isDialled && event.type === 'line-open')
      this.#opening.set(
        event.leg,
        this.#opened(event.leg).finally(() => this.#opening.delete(event.leg)),
      )
    else if (isDialled && this.#opening.has(event.leg))
      void this.#opening.get(event.leg)?.then(() => this.store.tell(event))
    else this.store.tell(event)
  }

  async #opened(leg: string): Promise<void> {
    const unknown = new Promise<undefined>((resolve) => setTimeout(resolve, explainedWithinMs))
    const refusal = await Promise.race([this.#whyRefused(leg).catch(() => undefined), unknown])
    if (!refusal) return this.store.tell({ type: 'line-open', leg })
    this.notes.putAwayEmpty(leg)
    this.store.tell({ type: 'line-refused', leg, code: refusalFaults[refusal] })
  }

  async #whyRefused(leg: string): Promise<Refusal | undefined> {
    const { refused } = await call('customers/for-call', {})
    return refused?.callSid === this.#callSids.get(leg) ? refused?.reason : undefined
  }

  /** A colleague's phone that refuses is busy; our server hears of it a moment later. */
  async #whyNotReached(leg: string): Promise<void> {
    for (const pause of askedAgainMs) {
      await new Promise((resolve) => setTimeout(resolve, pause))
      const { calls } = await call('calls/recent', {})
      const found = calls.find(({ callSid }) => callSid === this.#callSids.get(leg))
      if (this.store.read().fault?.code !== 'call-failed') return
      if (found?.direction === 'colleague' && found.result === 'busy')
        return this.store.tell({ type: 'fault-found', code: 'colleague-busy' })
    }
  }

  /** A wait ended that nobody asked to end: taken over by another machine, or no longer one's queue? */
  async #whyEnded(leg: string, { wantedQueue }: PhoneState): Promise<void> {
    const answers = await this.#standing.ask()
    if (!answers) return
    const [{ operator }, { waitingCallSid }] = answers
    this.queuesChanged.tell(operator.queues)
    const gone = !operator.queues.some(({ queueId }) => queueId === wantedQueue?.queueId)
    if (gone) return this.store.tell({ type: 'wait-explained', leg, code: 'queue-gone' })
    if (this.#isOfAnotherMachine(waitingCallSid, leg))
      this.store.tell({ type: 'wait-explained', leg, code: 'waits-elsewhere' })
  }

  /** Not one of this phone's own. A line that ended before Twilio named it may be the one that the server speaks of. */
  #isOfAnotherMachine(waitingCallSid: string | null, leg: string): boolean {
    if (waitingCallSid === null || !this.#callSids.has(leg)) return false
    return ![...this.#callSids.values()].includes(waitingCallSid)
  }

  #noteLearns(): void {
    const { call: found, chosen, leg } = this.inHand.read()
    if (!leg) return
    this.notes.learn(leg, {
      ...(found && { callSid: found.callSid, number: found.number, queueId: found.queueId }),
      ...noteOf(chosen?.customer ?? null, found?.address),
    })
  }

  async #learnColleagues(): Promise<void> {
    const answer = await this.#colleagueList.ask()
    if (answer) this.#colleagues = answer.colleagues
  }

  #awake(): void {
    this.store.wake()
    if (document.visibilityState === 'visible') inBackground(this.#ask())
  }

  /** Our own guard: the SDK's knows neither a ringing call nor an unsaved note. */
  #stay(event: BeforeUnloadEvent): void {
    const phone = this.store.read()
    if (isOnCall(phone) || phone.offer || this.notes.hasUnsaved) event.preventDefault()
  }
}

/** Asked without anybody waiting for it: what fails is asked again at the next turn, or not needed. */
function inBackground(work: Promise<unknown>): void {
  work.catch(() => undefined)
}

/** Whoever called from an address that is no number is named by it. */
function noteOf(customer: Customer | null, address: string | null = null): OfCall {
  const name = customer && `${customer.lastName} ${customer.firstName}`.trim()
  return { customerId: customer?.customerId ?? null, about: name ?? address }
}

/** `+81312345678` and `03-1234-5678` end alike. */
function isSameNumber(e164: string | null, dialled: string): boolean {
  const ending = (number: string) => number.normalize('NFKC').replace(/\D/g, '').slice(-8)
  return e164 !== null && ending(e164) === ending(dialled)
}
