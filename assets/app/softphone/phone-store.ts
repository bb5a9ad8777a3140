import type { PhoneEvent } from './call-events.ts'
import { idlePhone, nextDeadline, type Effect, type PhoneState } from './call-state.ts'
import { step } from './call-step.ts'
import type { VoiceDevice } from './voice-device.ts'

/** An event without its time: the store knows it. */
export type Happening = PhoneEvent extends infer Event
  ? Event extends PhoneEvent
    ? Omit<Event, 'at'>
    : never
  : never

export type PhoneListener = (phone: PhoneState, before: PhoneState, event: PhoneEvent) => void

/** Milliseconds since the page began; unlike the wall clock it never goes back. */
export const now = () => performance.now()

/** Lives the phone's state: events in, the device told, whoever listens told, the time watched. */
export class PhoneStore {
  #phone: PhoneState = idlePhone
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #listeners = new Set<PhoneListener>()
  readonly #device: VoiceDevice
  readonly #refuseTakeover: () => void

  constructor(device: VoiceDevice, refuseTakeover: () => void) {
    this.#device = device
    this.#refuseTakeover = refuseTakeover
  }

  read = (): PhoneState => this.#phone

  listen = (listener: PhoneListener): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  tell = (happening: Happening): void => {
    const event = { ...happening, at: now() } as PhoneEvent
    const before = this.#phone
    const { phone, effects } = step(before, event)
    this.#phone = phone
    effects.forEach((effect) => this.#carryOut(effect))
    this.#watchTime()
    if (phone !== before) this.#listeners.forEach((listener) => listener(phone, before, event))
  }

  /** The machine slept, or the tab was frozen: timers are late. */
  wake = (): void => this.tell({ type: 'tick' })

  close(): void {
    clearTimeout(this.#timer)
    this.#listeners.clear()
    this.#device.close()
    this.#phone = idlePhone
  }

  #watchTime(): void {
    clearTimeout(this.#timer)
    const deadline = nextDeadline(this.#phone)
    if (deadline !== null) this.#timer = setTimeout(this.wake, Math.max(0, deadline - now()) + 1)
  }

  #carryOut(effect: Effect): void {
    const device = this.#device
    switch (effect.do) {
      case 'connect':
        return device.connect(effect.leg, effect.destination, effect.again)
      case 'hang-up':
        return device.hangUp(effect.leg)
      case 'accept':
        return device.accept(effect.leg)
      case 'reject':
        return device.reject(effect.leg)
      case 'mute':
        return device.mute(effect.leg, effect.on)
      case 'press':
        return device.press(effect.leg, effect.digit)
      case 'open-device':
        return device.open()
      case 'close-device':
        return device.close()
      case 'renew-token':
        return device.renew()
      case 'refuse-takeover':
        return this.#refuseTakeover()
    }
  }
}
