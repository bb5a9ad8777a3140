import { describe, expect, test } from 'vitest'
import { idlePhone, nextDeadline, presenceOf } from './call-state.ts'
import { Story, afterCall, offer, ready, sales, support, talking, waiting } from './call-story.ts'

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

  test('that failed for want of a microphone can be tried again with one press, one for a queue that is gone cannot', () => {
    const story = waiting().then({ type: 'line-ended', leg: 'line-1', code: 'microphone-missing' })
    expect(story.phone.fault?.again).toEqual({ type: 'wait', queue: { ...support, announced: true } })
    story.then(story.phone.fault!.again!)
    expect(story.is).toBe('starting')
    expect(story.phone.fault).toBeNull()
    story.then({ type: 'line-ended', leg: 'line-2', code: 'queue-gone' })
    expect(story.phone.fault?.again).toBeUndefined()
  })

  test.each(['queue-gone', 'waits-elsewhere'] as const)('is not begun again when it ended for %s', (code) => {
    const story = waiting().then({ type: 'line-ended', leg: 'line-1' })
    story.then({ type: 'wait-explained', leg: 'line-1', code })
    expect(story.is).toBe('away')
    expect(story.phone).toMatchObject({ wantedQueue: null, fault: { code } })
  })

  test('why a wait ended is out of date once the next one has begun, or that has ended too', () => {
    const late = { type: 'wait-explained', leg: 'line-1', code: 'waits-elsewhere' } as const
    const story = waiting().then({ type: 'line-ended', leg: 'line-1' }).then({ type: 'tick' }, 1_000)
    expect(story.then(late).is).toBe('starting')
    expect(story.then({ type: 'line-open', leg: 'line-2' }).then(late).is).toBe('waiting')
    expect(story.then({ type: 'line-ended', leg: 'line-2' }).then(late).is).toBe('between-waits')
    expect(story.phone).toMatchObject({ wantedQueue: support, fault: null })
  })

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

describe('after the call', () => {
  test('the next wait begins when the wrap-up time is over, and not a millisecond before', () => {
    const story = afterCall(60_000)
    expect(story.phone.activity).toMatchObject({ name: 'after-call', until: 70_000 })
    expect(nextDeadline(story.phone)).toBe(70_000)
    expect(story.then({ type: 'tick' }, 69_999).is).toBe('after-call')
    expect(story.then({ type: 'tick' }, 70_000).effects).toEqual([
      { do: 'connect', leg: 'line-2', destination: 'queue:support', again: true },
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

test('what is waited for is said at the first wait; those that follow by themselves begin silently', () => {
  const again = ({ effects }: Story) => effects.map((effect) => effect.do === 'connect' && effect.again)
  const first = ready().then({ type: 'wait', queue: support })
  expect(again(first)).toEqual([undefined])
  first
    .then({ type: 'line-open', leg: 'line-1' })
    .then({ type: 'caller-arrived', leg: 'line-1', number: null, waitSeconds: 1 })
    .then({ type: 'line-ended', leg: 'line-1' }, 9_000)
  expect(again(first.then({ type: 'finish' }))).toEqual([true])
  first.then({ type: 'line-open', leg: 'line-2' })
  first.then({ type: 'wait', queue: sales }).then({ type: 'line-ended', leg: 'line-2' })
  expect(again(first)).toEqual([undefined])
})
