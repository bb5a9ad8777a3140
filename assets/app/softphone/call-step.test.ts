import { describe, expect, test } from 'vitest'
import type { PhoneEvent } from './call-events.ts'
import { isRinging } from './call-offer.ts'
import {
  idlePhone,
  nextDeadline,
  presenceOf,
  type DialledParty,
  type Effect,
  type PhoneState,
  type WantedQueue,
} from './call-state.ts'
import { step } from './call-step.ts'

const support: WantedQueue = { queueId: 'support', queueName: 'Support', wrapUpSeconds: 10 }
const sales: WantedQueue = { queueId: 'sales', queueName: 'Sales', wrapUpSeconds: 0 }
const number: DialledParty = { kind: 'number', number: '+81312345678' }
const colleague: DialledParty = { kind: 'colleague', operatorId: 'operator2', name: '操作員2' }

type Told = PhoneEvent extends infer E ? (E extends { at: number } ? Omit<E, 'at'> : never) : never

/** A phone that lives through events; `effects` are those of the last one. */
class Story {
  phone: PhoneState
  effects: Effect[] = []
  at = 0
  constructor(phone: PhoneState = { ...idlePhone, tab: 'mine', reach: 'ready' }) {
    this.phone = phone
  }
  then(event: Told, at = this.at): this {
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

const ready = () => new Story()
const waiting = () =>
  ready().then({ type: 'wait', queue: support }).then({ type: 'line-open', leg: 'line-1' })
const talking = (at = 5_000) =>
  waiting().then({ type: 'caller-arrived', leg: 'line-1', number: '+81312345678', waitSeconds: 42 }, at)
const afterCall = (at = 60_000) => talking().then({ type: 'line-ended', leg: 'line-1' }, at)
const offer = { type: 'offered', leg: 'in-1', party: colleague } as const

describe('waiting', () => {
  test('asks Twilio for the queue and waits once the line is open', () => {
    const story = ready().then({ type: 'wait', queue: support })
    expect(story.effects).toEqual([{ do: 'connect', leg: 'line-1', destination: 'queue:support' }])
    expect(story.is).toBe('starting')
    expect(story.then({ type: 'line-open', leg: 'line-1' }).is).toBe('waiting')
    expect(presenceOf(story.phone)).toBe('waiting')
  })

  test('waits for Twilio before it waits for callers', () => {
    const story = new Story({ ...idlePhone, tab: 'mine', reach: 'lost' })
    story.then({ type: 'wait', queue: support }, 7)
    expect(story.is).toBe('between-waits')
    expect(nextDeadline(story.phone)).toBeNull()
    expect(story.then({ type: 'tick' }).is).toBe('between-waits')
    story.then({ type: 'device-ready' })
    expect(nextDeadline(story.phone)).toBe(7)
    expect(story.then({ type: 'tick' }).is).toBe('starting')
  })

  test('asking for the same queue again changes nothing', () => {
    const story = waiting().then({ type: 'wait', queue: support })
    expect(story.effects).toEqual([])
    expect(story.is).toBe('waiting')
  })

  test('asking for another queue ends this wait first', () => {
    const story = waiting().then({ type: 'wait', queue: sales })
    expect(story.effects).toEqual([{ do: 'hang-up', leg: 'line-1' }])
    story.then({ type: 'line-ended', leg: 'line-1' })
    expect(story.effects).toEqual([{ do: 'connect', leg: 'line-2', destination: 'queue:sales' }])
  })

  test('stops when asked and stays stopped', () => {
    const story = waiting().then({ type: 'stop' })
    expect(story.effects).toEqual([{ do: 'hang-up', leg: 'line-1' }])
    expect(story.then({ type: 'stop' }).effects).toEqual([])
    expect(story.then({ type: 'line-ended', leg: 'line-1' }).is).toBe('away')
    expect(story.phone.fault).toBeNull()
  })

  test('an end that nobody asked for begins the next wait after a second', () => {
    const story = waiting().then({ type: 'line-ended', leg: 'line-1' }, 14_400_000)
    expect(story.is).toBe('between-waits')
    expect(story.then({ type: 'tick' }, 14_400_999).is).toBe('between-waits')
    expect(story.then({ type: 'tick' }, 14_401_000).is).toBe('starting')
  })

  test('the fourth short wait in a row is the last', () => {
    const story = waiting()
    for (const [leg, delay] of [
      ['line-1', 1_000],
      ['line-2', 3_000],
      ['line-3', 10_000],
    ] as const) {
      story.then({ type: 'line-ended', leg }).then({ type: 'tick' }, story.at + delay)
      expect(story.is).toBe('starting')
    }
    story.then({ type: 'line-ended', leg: 'line-4' })
    expect(story.is).toBe('away')
    expect(story.phone.fault?.code).toBe('wait-ended')
    expect(story.phone.wantedQueue).toBeNull()
  })

  test('a wait of a minute counts as a good one, a millisecond less does not', () => {
    const tried = () => waiting().then({ type: 'line-ended', leg: 'line-1' }, 0).then({ type: 'tick' }, 1_000)
    const short = tried().then({ type: 'line-ended', leg: 'line-2' }, 60_999)
    expect(short.phone.activity).toMatchObject({ tries: 2, until: 63_999 })
    const long = tried().then({ type: 'line-ended', leg: 'line-2' }, 61_000)
    expect(long.phone.activity).toMatchObject({ tries: 1, until: 62_000 })
  })

  test.each(['microphone-refused', 'microphone-missing', 'token-refused', 'queue-gone'] as const)(
    'does not try again after %s, and says so',
    (code) => {
      const story = waiting().then({ type: 'line-ended', leg: 'line-1', code })
      expect(story.is).toBe('away')
      expect(story.phone.fault?.code).toBe(code)
    },
  )

  test('a lost network holds the wait back until Twilio can be reached', () => {
    const story = waiting()
      .then({ type: 'device-lost' })
      .then({ type: 'line-ended', leg: 'line-1', code: 'unreachable' }, 2_000)
    expect(presenceOf(story.phone)).toBe('unreachable')
    story.then({ type: 'tick' }, 60_000)
    expect(story.is).toBe('between-waits')
    story.then({ type: 'device-ready' }).then({ type: 'tick' })
    expect(story.is).toBe('starting')
  })
})

describe('a caller', () => {
  test('begins the call and its timer, not the wait', () => {
    const story = talking(5_000)
    expect(story.phone.activity).toMatchObject({
      name: 'talking',
      since: 5_000,
      party: { kind: 'caller', queueId: 'support', number: '+81312345678', waitSeconds: 42 },
    })
  })

  test('told twice arrives once', () => {
    const story = talking().then(
      { type: 'caller-arrived', leg: 'line-1', number: null, waitSeconds: null },
      6_000,
    )
    expect(story.phone.activity).toMatchObject({ since: 5_000 })
  })

  test('of another line is not ours', () => {
    const story = waiting().then({
      type: 'caller-arrived',
      leg: 'line-9',
      number: null,
      waitSeconds: null,
    })
    expect(story.is).toBe('waiting')
  })

  test('who arrives on a line already hung up is not taken', () => {
    const story = waiting()
      .then({ type: 'stop' })
      .then({ type: 'caller-arrived', leg: 'line-1', number: null, waitSeconds: null })
    expect(story.is).toBe('waiting')
  })

  test('who arrives while a colleague rings is served first; the colleague hears busy', () => {
    const story = waiting()
      .then(offer)
      .then({ type: 'caller-arrived', leg: 'line-1', number: null, waitSeconds: 1 })
    expect(story.effects).toEqual([{ do: 'reject', leg: 'in-1' }])
    expect(story.phone.offer).toBeNull()
    expect(story.phone.missed).toHaveLength(1)
  })

  test('can be muted and heard again, once each', () => {
    const story = talking().then({ type: 'mute', on: true })
    expect(story.effects).toEqual([{ do: 'mute', leg: 'line-1', on: true }])
    expect(story.then({ type: 'mute', on: true }).effects).toEqual([])
    expect(story.then({ type: 'mute', on: false }).phone.activity).toMatchObject({ muted: false })
    expect(waiting().then({ type: 'mute', on: true }).effects).toEqual([])
  })

  test.each([...'0123456789*#'])('hears the key %s', (digit) => {
    expect(talking().then({ type: 'press', digit }).effects).toEqual([{ do: 'press', leg: 'line-1', digit }])
  })

  test.each(['a', '12', '', 'w'])('does not hear %j', (digit) => {
    expect(talking().then({ type: 'press', digit }).effects).toEqual([])
  })

  test('is hung up once, however often the key is pressed', () => {
    const story = talking().then({ type: 'hang-up' })
    expect(story.effects).toEqual([{ do: 'hang-up', leg: 'line-1' }])
    expect(story.then({ type: 'hang-up' }).effects).toEqual([])
    expect(story.then({ type: 'line-ended', leg: 'line-1' }).is).toBe('after-call')
    expect(story.phone.fault).toBeNull()
  })

  test('lost by the network is said to be lost, and the work after the call begins', () => {
    const story = talking().then({ type: 'line-ended', leg: 'line-1', code: 'call-lost' })
    expect(story.is).toBe('after-call')
    expect(story.phone.fault?.code).toBe('call-lost')
  })

  test('keeps the line through a reconnection', () => {
    const story = talking().then({ type: 'line-reconnecting', leg: 'line-1' })
    expect(story.phone.activity).toMatchObject({ name: 'talking', reconnecting: true })
    story.then({ type: 'line-reconnected', leg: 'line-1' })
    expect(story.phone.activity).toMatchObject({ reconnecting: false, since: 5_000 })
  })

  test('with a bad line is said to have one until it is good again or over', () => {
    const bad = { type: 'line-warning', leg: 'line-1', warning: 'high-jitter' } as const
    const story = talking()
      .then({ ...bad, on: true })
      .then({ ...bad, on: true })
    expect(story.phone.warnings).toEqual(['high-jitter'])
    expect(story.then({ ...bad, on: false }).phone.warnings).toEqual([])
    story.then({ ...bad, on: true }).then({ type: 'line-ended', leg: 'line-1' })
    expect(story.phone.warnings).toEqual([])
  })
})

describe('after the call', () => {
  test('the next wait begins when the wrap-up time is over, and not a millisecond before', () => {
    const story = afterCall(60_000)
    expect(story.phone.activity).toMatchObject({ name: 'after-call', until: 70_000 })
    expect(nextDeadline(story.phone)).toBe(70_000)
    expect(story.then({ type: 'tick' }, 69_999).is).toBe('after-call')
    expect(story.then({ type: 'tick' }, 70_000).effects).toEqual([
      { do: 'connect', leg: 'line-2', destination: 'queue:support' },
    ])
  })

  test('thirty seconds more, as often as wanted', () => {
    const story = afterCall(60_000).then({ type: 'extend' }, 61_000)
    expect(story.phone.activity).toMatchObject({ until: 100_000 })
    expect(story.then({ type: 'extend' }).phone.activity).toMatchObject({ until: 130_000 })
  })

  test('asked for after the time was over, thirty seconds begin now', () => {
    const story = afterCall(60_000).then(offer).then({ type: 'extend' }, 80_000)
    expect(story.phone.activity).toMatchObject({ until: 110_000 })
  })

  test('ends by hand', () => {
    expect(afterCall().then({ type: 'finish' }).is).toBe('starting')
  })

  test('a queue without wrap-up time goes straight on', () => {
    const story = talking().then({ type: 'wait', queue: sales }).then({ type: 'line-ended', leg: 'line-1' })
    expect(story.effects).toEqual([{ do: 'connect', leg: 'line-2', destination: 'queue:sales' }])
  })

  test('"stop after this call" leaves time without end, then nothing', () => {
    const story = talking().then({ type: 'stop' })
    expect(story.phone.stopAfterCall).toBe(true)
    story.then({ type: 'line-ended', leg: 'line-1' })
    expect(story.phone.activity).toMatchObject({ name: 'after-call', until: null })
    expect(story.then({ type: 'extend' }).phone.activity).toMatchObject({ until: null })
    expect(story.then({ type: 'finish' }).is).toBe('away')
  })

  test('"stop after this call" can be taken back', () => {
    const story = talking()
      .then({ type: 'stop' })
      .then({ type: 'stop' })
      .then({ type: 'line-ended', leg: 'line-1' }, 9_000)
    expect(story.phone.activity).toMatchObject({ until: 19_000 })
  })

  test('stopping takes the countdown away but leaves the note on screen', () => {
    expect(afterCall().then({ type: 'stop' }).phone.activity).toMatchObject({
      name: 'after-call',
      until: null,
    })
  })

  test('nothing begins by itself while a colleague rings', () => {
    const story = afterCall(60_000).then(offer).then({ type: 'tick' }, 70_000)
    expect(story.is).toBe('after-call')
    expect(nextDeadline(story.phone)).toBeNull()
    story.then({ type: 'decline' })
    expect(nextDeadline(story.phone)).toBe(70_000)
    expect(story.then({ type: 'tick' }).is).toBe('starting')
  })
})

describe('dialling', () => {
  test('a number: rings, is answered, and leaves work without a countdown', () => {
    const story = ready().then({ type: 'dial', party: number })
    expect(story.effects).toEqual([{ do: 'connect', leg: 'line-1', destination: '+81312345678' }])
    expect(presenceOf(story.phone)).toBe('ringing')
    story.then({ type: 'line-open', leg: 'line-1' }, 8_000)
    expect(story.phone.activity).toMatchObject({ name: 'talking', since: 8_000 })
    story.then({ type: 'line-ended', leg: 'line-1' })
    expect(story.phone.activity).toMatchObject({ name: 'after-call', until: null })
  })

  test('a colleague by their id; nothing is written down afterwards', () => {
    const story = ready().then({ type: 'dial', party: colleague })
    expect(story.effects).toEqual([{ do: 'connect', leg: 'line-1', destination: 'operator:operator2' }])
    story.then({ type: 'line-open', leg: 'line-1' }).then({ type: 'line-ended', leg: 'line-1' })
    expect(story.is).toBe('away')
  })

  test('while waiting ends the wait first, and goes back to it', () => {
    const story = waiting().then({ type: 'dial', party: colleague })
    expect(story.effects).toEqual([{ do: 'hang-up', leg: 'line-1' }])
    story.then({ type: 'line-ended', leg: 'line-1' })
    expect(story.effects).toEqual([{ do: 'connect', leg: 'line-2', destination: 'operator:operator2' }])
    story.then({ type: 'line-open', leg: 'line-2' }).then({ type: 'line-ended', leg: 'line-2' })
    expect(story.effects).toEqual([{ do: 'connect', leg: 'line-3', destination: 'queue:support' }])
  })

  test('while talking is not possible', () => {
    expect(talking().then({ type: 'dial', party: number }).effects).toEqual([])
  })

  test('without Twilio says so', () => {
    const story = new Story({ ...idlePhone, tab: 'mine', reach: 'lost' })
    expect(story.then({ type: 'dial', party: number }).phone.fault?.code).toBe('unreachable')
  })

  test('a number that does not answer says so and keeps the work after the call', () => {
    const story = ready().then({ type: 'dial', party: number }).then({ type: 'line-ended', leg: 'line-1' })
    expect(story.phone.fault?.code).toBe('call-failed')
    expect(story.is).toBe('after-call')
  })

  test('given up before the answer is nobody’s fault', () => {
    const story = ready()
      .then({ type: 'dial', party: number })
      .then({ type: 'hang-up' })
      .then({ type: 'line-ended', leg: 'line-1' })
    expect(story.phone.fault).toBeNull()
  })
})

describe('a colleague’s call', () => {
  test('rings while nobody is on the line', () => {
    expect(isRinging(ready().then(offer).phone)).toBe(true)
    expect(isRinging(waiting().then(offer).phone)).toBe(true)
    expect(isRinging(afterCall().then(offer).phone)).toBe(true)
  })

  test('accepted while waiting: the wait ends first, then the call is taken', () => {
    const story = waiting().then(offer).then({ type: 'accept' })
    expect(story.effects).toEqual([{ do: 'hang-up', leg: 'line-1' }])
    expect(isRinging(story.phone)).toBe(false)
    story.then({ type: 'line-ended', leg: 'line-1' })
    expect(story.effects).toEqual([{ do: 'accept', leg: 'in-1' }])
    story.then({ type: 'line-open', leg: 'in-1' }, 3_000)
    expect(story.phone.activity).toMatchObject({ name: 'talking', since: 3_000, party: colleague })
    story.then({ type: 'line-ended', leg: 'in-1' })
    expect(story.effects).toEqual([{ do: 'connect', leg: 'line-2', destination: 'queue:support' }])
  })

  test('given up before the wait has ended: the wait begins again', () => {
    const story = waiting()
      .then(offer)
      .then({ type: 'accept' })
      .then({ type: 'offer-gone', leg: 'in-1' })
      .then({ type: 'line-ended', leg: 'line-1' })
    expect(story.effects).toEqual([{ do: 'connect', leg: 'line-2', destination: 'queue:support' }])
    expect(story.phone.missed).toHaveLength(1)
  })

  test('given up while it is being answered counts as missed', () => {
    const story = ready().then(offer).then({ type: 'accept' }).then({ type: 'offer-gone', leg: 'in-1' })
    expect(story.is).toBe('away')
    expect(story.phone.missed).toHaveLength(1)
  })

  test('accepted without a wait is taken at once', () => {
    expect(ready().then(offer).then({ type: 'accept' }).effects).toEqual([{ do: 'accept', leg: 'in-1' }])
  })

  test('declined is not missed', () => {
    const story = waiting().then(offer).then({ type: 'decline' })
    expect(story.effects).toEqual([{ do: 'reject', leg: 'in-1' }])
    expect(story.phone.missed).toEqual([])
    expect(story.is).toBe('waiting')
  })

  test('that stops by itself is missed until it is seen', () => {
    const story = waiting().then(offer).then({ type: 'offer-gone', leg: 'in-1' }, 20_000)
    expect(story.phone.missed).toEqual([{ leg: 'in-1', party: colleague, at: 20_000 }])
    expect(story.then({ type: 'missed-seen' }).phone.missed).toEqual([])
  })

  test.each([
    ['talking', talking],
    ['calling', () => ready().then({ type: 'dial', party: number })],
    ['already ringing', () => ready().then({ ...offer, leg: 'in-0' })],
  ] as const)('hears busy while we are %s', (_, story) => {
    const told = story().then(offer)
    expect(told.effects).toEqual([{ do: 'reject', leg: 'in-1' }])
    expect(told.phone.missed).toHaveLength(1)
  })
})

describe('two tabs', () => {
  test('the tab that gets the phone opens the device, once', () => {
    const story = new Story(idlePhone).then({ type: 'tab-mine' })
    expect(story.effects).toEqual([{ do: 'open-device' }])
    expect(story.then({ type: 'tab-mine' }).effects).toEqual([])
  })

  test('a tab without the phone neither waits nor dials', () => {
    const story = new Story(idlePhone).then({ type: 'tab-elsewhere' })
    expect(story.then({ type: 'wait', queue: support }).effects).toEqual([])
    expect(story.then({ type: 'dial', party: number }).effects).toEqual([])
  })

  test('taking over ends the wait and gives the device back', () => {
    const story = waiting().then({ type: 'takeover-asked' })
    expect(story.effects).toEqual([{ do: 'hang-up', leg: 'line-1' }, { do: 'close-device' }])
    expect(story.phone).toMatchObject({ tab: 'elsewhere', reach: 'off', wantedQueue: null })
  })

  test.each([
    ['a caller is on the line', talking],
    ['a number is being called', () => ready().then({ type: 'dial', party: number })],
    ['a colleague rings', () => ready().then(offer)],
  ] as const)('the phone is not given away while %s', (_, story) => {
    const told = story()
    const before = told.phone
    expect(told.then({ type: 'takeover-asked' }).effects).toEqual([{ do: 'refuse-takeover' }])
    expect(told.phone).toEqual(before)
  })

  test('after the call it may be given away', () => {
    expect(afterCall().then({ type: 'takeover-asked' }).effects).toEqual([{ do: 'close-device' }])
  })
})

describe('the session', () => {
  test('ended in mid-call, the call goes on, and no caller follows', () => {
    const story = talking().then({ type: 'session-ended' })
    expect(story.is).toBe('talking')
    expect(story.effects).toEqual([])
    story.then({ type: 'line-ended', leg: 'line-1' })
    expect(story.phone.activity).toMatchObject({ name: 'after-call', until: null })
  })

  test('ended while waiting, the wait ends', () => {
    const story = waiting().then({ type: 'session-ended' })
    expect(story.effects).toEqual([{ do: 'hang-up', leg: 'line-1' }])
    expect(story.then({ type: 'wait', queue: support }).phone.wantedQueue).toBeNull()
  })

  test('begun again, the phone is as before', () => {
    const story = ready().then({ type: 'session-ended' }).then({ type: 'session-began' })
    expect(story.then({ type: 'wait', queue: support }).is).toBe('starting')
  })
})

describe('the device', () => {
  test('that failed says why; a live call goes on', () => {
    const story = talking().then({ type: 'device-failed', code: 'token-refused' })
    expect(story.is).toBe('talking')
    expect(story.phone.fault?.code).toBe('token-refused')
  })

  test('reached again takes the sentence about it away, and no other', () => {
    const lost = ready().then({ type: 'fault-found', code: 'unreachable' })
    expect(lost.then({ type: 'device-ready' }).phone.fault).toBeNull()
    const other = ready().then({ type: 'fault-found', code: 'microphone-refused' })
    expect(other.then({ type: 'device-ready' }).phone.fault?.code).toBe('microphone-refused')
  })
})
