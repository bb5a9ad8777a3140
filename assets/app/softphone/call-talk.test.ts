import { describe, expect, test } from 'vitest'
import { idlePhone, presenceOf } from './call-state.ts'
import { Story, afterCall, colleague, number, offer, ready, talking, waiting } from './call-story.ts'

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

  test('learnt of late has been on the line since the answer, and never before the wait or after now', () => {
    const late = (answeredMsAgo: number) =>
      waiting().then(
        { type: 'caller-arrived', leg: 'line-1', number: null, waitSeconds: 1, answeredMsAgo },
        9_000,
      ).phone.activity
    expect(late(4_000)).toMatchObject({ since: 5_000 })
    expect(late(99_000)).toMatchObject({ since: 0 })
    expect(late(-5_000)).toMatchObject({ since: 9_000 })
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
    expect(story.effects).toEqual([
      { do: 'connect', leg: 'line-3', destination: 'queue:support', again: true },
    ])
  })

  test('while talking is not possible', () => {
    expect(talking().then({ type: 'dial', party: number }).effects).toEqual([])
  })

  test('from another tab, or after the session has ended, says so until it is possible again', () => {
    const elsewhere = ready().then({ type: 'tab-elsewhere' }).then({ type: 'dial', party: number })
    expect(elsewhere.effects).toEqual([])
    expect(elsewhere.phone.fault?.code).toBe('phone-elsewhere')
    expect(elsewhere.then({ type: 'tab-mine' }).phone.fault).toBeNull()
    const ended = ready().then({ type: 'session-ended' }).then({ type: 'dial', party: number })
    expect(ended.phone.fault?.code).toBe('signed-out')
    expect(ended.then({ type: 'session-began' }).phone.fault).toBeNull()
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

  test('a line opened only to be ended was no conversation; a second and a half is one', () => {
    const story = () =>
      ready().then({ type: 'dial', party: number }).then({ type: 'line-open', leg: 'line-1' }, 1_000)
    const closed = story().then({ type: 'line-ended', leg: 'line-1' }, 2_499)
    expect(closed.phone.fault?.code).toBe('call-failed')
    expect(story().then({ type: 'line-ended', leg: 'line-1' }, 2_500).phone.fault).toBeNull()
    expect(talking(0).then({ type: 'line-ended', leg: 'line-1' }, 1).phone.fault).toBeNull()
  })

  test('that was never made for want of a microphone is made with one press; one that was not answered is not', () => {
    const calling = () => ready().then({ type: 'dial', party: number })
    const deaf = calling().then({ type: 'line-ended', leg: 'line-1', code: 'microphone-missing' })
    expect(deaf.phone.fault).toMatchObject({
      code: 'microphone-missing',
      again: { type: 'dial', party: number },
    })
    deaf.then(deaf.phone.fault!.again!)
    expect(deaf.is).toBe('calling')
    expect(calling().then({ type: 'line-ended', leg: 'line-1' }).phone.fault?.again).toBeUndefined()
  })

  test('that could not be made for now is made with one press once it has ended', () => {
    const story = ready()
      .then({ type: 'dial', party: number })
      .then({ type: 'line-open', leg: 'line-1' })
      .then({ type: 'fault-found', code: 'dialling-away' })
      .then({ type: 'line-ended', leg: 'line-1' }, 60_000)
    expect(story.phone.fault).toMatchObject({ code: 'dialling-away', again: { type: 'dial', party: number } })
  })

  test('given up before the answer is nobody’s fault', () => {
    const story = ready()
      .then({ type: 'dial', party: number })
      .then({ type: 'hang-up' })
      .then({ type: 'line-ended', leg: 'line-1' })
    expect(story.phone.fault).toBeNull()
  })

  test('a number that our server refuses is no talk, and no work follows: what was begun before goes on', () => {
    const refused = (before: Story) => {
      const leg = `line-${before.phone.linesOpened + 1}`
      return before
        .then({ type: 'dial', party: number })
        .then({ type: 'line-refused', leg, code: 'emergency-number' })
    }
    const story = refused(ready())
    expect([story.is, presenceOf(story.phone), story.phone.fault?.code]).toEqual([
      'calling',
      'ringing',
      'emergency-number',
    ])
    story.then({ type: 'line-ended', leg: 'line-1' })
    expect([story.is, story.phone.fault?.code]).toEqual(['away', 'emergency-number'])

    const work = refused(afterCall(60_000)).then({ type: 'line-ended', leg: 'line-2' }, 63_000)
    expect(work.phone.activity).toMatchObject({ name: 'after-call', since: 60_000, until: 73_000 })
  })
})
