import type { PhoneEvent } from './call-events.ts'
import { idlePhone, type DialledParty, type Effect, type PhoneState, type WantedQueue } from './call-state.ts'
import { step } from './call-step.ts'
import type { Happening } from './phone-store.ts'

export const support: WantedQueue = { queueId: 'support', queueName: 'Support', wrapUpSeconds: 10 }
export const sales: WantedQueue = { queueId: 'sales', queueName: 'Sales', wrapUpSeconds: 0 }
export const number: DialledParty = { kind: 'number', number: '+81312345678' }
export const colleague: DialledParty = { kind: 'colleague', operatorId: 'operator2', name: '操作員2' }

/** For tests: a phone that lives through events. `effects` are those of the last one. */
export class Story {
  phone: PhoneState
  effects: Effect[] = []
  at = 0

  constructor(phone: PhoneState = { ...idlePhone, tab: 'mine', reach: 'ready' }) {
    this.phone = phone
  }

  then(event: Happening, at = this.at): this {
    this.at = at
    const { phone, effects } = step(this.phone, { ...event, at } as PhoneEvent)
    this.phone = phone
    this.effects = effects
    return this
  }

  get is() {
    return this.phone.activity.name
  }
}

export const offer = { type: 'offered', leg: 'in-1', party: colleague } as const
export const ready = () => new Story()
export const waiting = () =>
  ready().then({ type: 'wait', queue: support }).then({ type: 'line-open', leg: 'line-1' })
export const talking = (at = 5_000) =>
  waiting().then({ type: 'caller-arrived', leg: 'line-1', number: '+81312345678', waitSeconds: 42 }, at)
export const afterCall = (at = 60_000) => talking().then({ type: 'line-ended', leg: 'line-1' }, at)
