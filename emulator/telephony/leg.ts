import type { Timer } from '../clock.ts'
import { isWarning } from '../error-dictionary.ts'
import { CookieJar } from '../cookie-jar.ts'
import type { Bridge } from './bridge.ts'
import { type Call, type CallError, type CallStatus, isFinal } from './call.ts'
import type { Endpoint, Sound } from './endpoint.ts'
import type { Happening } from './events.ts'
import { fireCallback } from './status-callbacks.ts'
import { type StopReason, Stopped, until } from './stopped.ts'
import type { Telephony } from './telephony.ts'

/** Twilio ends any leg after four hours. */
const LONGEST_LEG_SECONDS = 14_400

export type Program = (signal: AbortSignal) => Promise<void>

/** A call in progress: its plain record, its far end, and the program (a chain of TwiML documents) it is carrying out. */
export class Leg {
  readonly telephony: Telephony
  readonly call: Call
  readonly parent?: Leg
  readonly cookies = new CookieJar()
  /** Its status callbacks share no cookies with its documents (TwiML changelog 2023-06-01). */
  readonly callbackCookies = new CookieJar()
  endpoint: Endpoint
  bridge?: Bridge
  /** Told when REST gives the leg a document of its own. */
  displaced?: () => void
  /** The emulator was reset: nothing more is said about this leg. */
  discarded = false
  /** Requests about the end of the leg wait for this: a callback that is to arrive ahead of them. */
  stepsHeldBy?: Promise<void>
  /** How many verbs its documents have come to. */
  verbsBegun = 0
  /** It carries out documents of its own; a leg that was only dialled does not. */
  hasProgram = false
  readonly answered: Promise<void>
  readonly over: Promise<CallStatus>
  private controller?: AbortController
  private tellAnswered: () => void = () => {}
  private tellOver: (status: CallStatus) => void = () => {}
  private onKey?: (key: string) => void
  private lastSound: Sound = { kind: 'silence' }

  constructor(telephony: Telephony, call: Call, endpoint: Endpoint = {}, parent?: Leg) {
    this.telephony = telephony
    this.call = call
    this.endpoint = endpoint
    this.parent = parent
    this.answered = new Promise((resolve) => (this.tellAnswered = resolve))
    this.over = new Promise((resolve) => (this.tellOver = resolve))
  }

  get isOver(): boolean {
    return isFinal(this.call.status)
  }

  get isAnswered(): boolean {
    return this.call.status === 'in-progress'
  }

  setStatus(status: CallStatus): void {
    if (this.isOver || this.call.status === status) return
    this.call.status = status
    this.call.updatedAt = this.telephony.clock.now()
    this.tell({ type: 'status', status })
    if (status === 'initiated') fireCallback(this, 'initiated')
    if (status === 'ringing') {
      this.endpoint.ringing?.(this.call.sid)
      fireCallback(this, 'ringing')
    }
  }

  /** The leg is up: seconds count from here. */
  answer(): void {
    if (this.isOver || this.isAnswered) return
    this.setStatus('in-progress')
    this.call.answeredAt = this.telephony.clock.now()
    this.call.sipResponseCode = 200
    this.limitTo(LONGEST_LEG_SECONDS)
    this.endpoint.answered?.(this.call.sid)
    fireCallback(this, 'answered')
    this.tellAnswered()
  }

  limitTo(seconds: number): void {
    const timer = this.telephony.clock.setTimeout(() => this.finish('completed'), seconds * 1000)
    void this.over.then(() => timer.cancel())
  }

  /** Leaves the present program for another. */
  start(program: Program): void {
    if (this.isOver) return
    const controller = this.stop('redirected')
    this.hasProgram = true
    this.displaced?.()
    void program(controller.signal).catch((error: unknown) => {
      if (error instanceof Stopped) return
      this.fail({
        code: 0,
        message: `The emulator broke: ${error instanceof Error ? error.stack : String(error)}`,
      })
      this.finish('failed')
    })
  }

  private stop(why: StopReason): AbortController {
    const stopped = this.controller
    this.controller = new AbortController()
    stopped?.abort(new Stopped(why))
    this.bridge?.end({ by: this, why: why === 'redirected' ? 'redirected' : 'hung-up' })
    return this.controller
  }

  /**
   * Ends the leg. The requests that its end causes leave first and its last callback right after, without waiting for
   * their answers (TwiML changelog 2024-03-20); or it is answered ahead of them, if a fault says so.
   */
  finish(wanted: CallStatus, errorCode?: number): void {
    if (this.isOver) return
    const status = this.endStatus(wanted)
    this.call.endedAt = this.telephony.clock.now()
    this.setStatus(status)
    const ahead = this.holdStepsForCallback()
    this.stop('ended')
    this.tellOver(status)
    this.endpoint.ended?.(this.call.sid, status, errorCode)
    if (!ahead) void stepsHaveLeft().then(() => fireCallback(this, 'completed'))
  }

  /** An inbound call that was never in progress ends as unanswered, whoever ended it (TwiML changelog 2024-07-30). */
  private endStatus(wanted: CallStatus): CallStatus {
    const { direction, answeredAt } = this.call
    const isUnanswered = direction === 'inbound' && answeredAt === undefined
    return isUnanswered && (wanted === 'completed' || wanted === 'canceled') ? 'no-answer' : wanted
  }

  private holdStepsForCallback(): boolean {
    const { statusCallback } = this.call
    const { faults } = this.telephony
    if (!statusCallback || !faults.strikesAhead(pathOf(statusCallback.url), this.call.sid)) return false
    this.stepsHeldBy = fireCallback(this, 'completed')
    if (this.parent) this.parent.stepsHeldBy = this.stepsHeldBy
    return true
  }

  /** REST withdraws a call that nobody has answered; one that had not been dialled yet is not reported. */
  cancel(): void {
    if (this.call.status === 'queued') this.call.statusCallback = undefined
    this.finish('canceled')
  }

  /** Ends the leg without a word to anybody outside. */
  discard(): void {
    this.discarded = true
    this.call.statusCallback = undefined
    this.finish('canceled')
  }

  /** The newest listener has the keys. Returns the way to stop listening. */
  listen(onKey: (key: string) => void): () => void {
    this.onKey = onKey
    return () => {
      if (this.onKey === onKey) this.onKey = undefined
    }
  }

  /** Keys of the far end; the party it is joined with hears them too. */
  press(digits: string): void {
    if (this.isOver || !digits) return
    this.tell({ type: 'keys', digits })
    const peer = this.bridge?.peerOf(this)
    peer?.endpoint.keys?.(peer.call.sid, digits)
    for (const key of digits) if (/[0-9*#]/.test(key)) this.onKey?.(key)
  }

  hear(sound: Sound): void {
    if (this.isOver || JSON.stringify(sound) === JSON.stringify(this.lastSound)) return
    this.lastSound = sound
    this.tell({ type: 'sound', sound })
    this.endpoint.sound?.(this.call.sid, sound)
  }

  get hears(): Sound {
    return this.lastSound
  }

  /** Waits on the emulator's clock; throws Stopped. */
  async pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.telephony
    let timer: Timer | undefined
    const passed = new Promise<void>((wake) => (timer = clock.setTimeout(wake, milliseconds)))
    await until(passed, signal).finally(() => clock.clearTimeout(timer))
  }

  /** Something the owner of the application should know of. */
  fail(error: CallError): void {
    this.call.errors.push(error)
    this.tell({ type: 'error', level: isWarning(error.code) ? 'warning' : 'error', ...error })
  }

  tell(happening: Happening): void {
    if (this.discarded) return
    this.telephony.events.emit({ ...happening, at: this.telephony.clock.now(), callSid: this.call.sid })
  }
}

const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : url)

/** One turn later the requests that an end causes are on their way. */
const stepsHaveLeft = (): Promise<void> => new Promise((turn) => setImmediate(turn))
