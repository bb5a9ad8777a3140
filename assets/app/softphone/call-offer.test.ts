import { describe, expect, test } from 'vitest'
import { isRinging } from './call-offer.ts'
import { afterCall, colleague, number, offer, ready, talking, waiting } from './call-story.ts'

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
    expect(story.effects).toEqual([
      { do: 'connect', leg: 'line-2', destination: 'queue:support', again: true },
    ])
  })

  test('given up before the wait has ended: the wait begins again', () => {
    const story = waiting()
      .then(offer)
      .then({ type: 'accept' })
      .then({ type: 'offer-gone', leg: 'in-1' })
      .then({ type: 'line-ended', leg: 'line-1' })
    expect(story.effects).toEqual([
      { do: 'connect', leg: 'line-2', destination: 'queue:support', again: true },
    ])
    expect(story.phone.missed).toHaveLength(1)
  })

  test('given up while it is being answered counts as missed', () => {
    const story = ready().then(offer).then({ type: 'accept' }).then({ type: 'offer-gone', leg: 'in-1' })
    expect(story.is).toBe('away')
    expect(story.phone.missed).toHaveLength(1)
  })

  test('in the middle of the work after a call: what is left of its time begins again afterwards', () => {
    const story = afterCall(60_000).then(offer, 63_000).then({ type: 'accept' }, 65_000)
    story.then({ type: 'line-open', leg: 'in-1' }, 66_000).then({ type: 'line-ended', leg: 'in-1' }, 200_000)
    expect(story.phone.activity).toMatchObject({ name: 'after-call', since: 60_000, until: 207_000 })
    expect(story.phone.activity).toMatchObject({ party: { kind: 'caller' } })
    story.then({ type: 'dial', party: colleague }, 203_000)
    story.then({ type: 'line-ended', leg: 'line-2' }, 210_000)
    expect(story.phone.activity).toMatchObject({ name: 'after-call', until: 214_000 })
    expect(story.then({ type: 'tick' }, 214_000).is).toBe('starting')
  })

  test('with "stop after this call" leaves the work without a countdown', () => {
    const story = afterCall().then(offer).then({ type: 'accept' }).then({ type: 'stop' })
    story.then({ type: 'line-ended', leg: 'in-1' })
    expect(story.phone.activity).toMatchObject({ name: 'after-call', until: null })
    expect(story.then({ type: 'finish' }).is).toBe('away')
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
