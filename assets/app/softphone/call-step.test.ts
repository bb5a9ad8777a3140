import { describe, expect, test } from 'vitest'
import { idlePhone, presenceOf, type FaultCode } from './call-state.ts'
import { Story, afterCall, number, offer, ready, support, talking, waiting } from './call-story.ts'

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
    expect(ready().then({ type: 'session-began' }).effects).toEqual([])
    const story = ready().then({ type: 'session-ended' }).then({ type: 'session-began' })
    expect(story.effects).toEqual([{ do: 'renew-token' }])
    expect(story.then({ type: 'wait', queue: support }).is).toBe('starting')
  })
})

describe('the device', () => {
  test('that failed says why; a live call goes on', () => {
    const story = talking().then({ type: 'device-failed', code: 'token-refused' })
    expect(story.is).toBe('talking')
    expect(story.phone.fault?.code).toBe('token-refused')
  })

  test('that failed is opened again by whoever waits or asks for it, and says why until it is reached', () => {
    const failed = () => ready().then({ type: 'device-failed', code: 'token-refused' })
    expect(presenceOf(failed().phone)).toBe('unreachable')
    const story = failed().then({ type: 'wait', queue: support })
    expect(story.effects).toEqual([{ do: 'open-device' }])
    expect(story.phone.fault?.code).toBe('token-refused')
    expect(presenceOf(story.phone)).toBe('unreachable')
    expect(story.then({ type: 'try-again' }).effects).toEqual([])
    story.then({ type: 'device-ready' }).then({ type: 'tick' })
    expect(story.is).toBe('starting')
    expect(story.phone.fault).toBeNull()
    expect(failed().then({ type: 'try-again' }).effects).toEqual([{ do: 'open-device' }])
    expect(failed().then({ type: 'dial', party: number }).effects).toEqual([{ do: 'open-device' }])
  })

  test('that failed during a call is opened again when the next wait begins, not before', () => {
    const story = talking().then({ type: 'device-failed', code: 'token-refused' })
    expect(story.then({ type: 'try-again' }).effects).toEqual([])
    story.then({ type: 'line-ended', leg: 'line-1' }).then({ type: 'finish' })
    expect(story.effects).toEqual([{ do: 'open-device' }])
    expect(presenceOf(story.phone)).toBe('unreachable')
    expect(story.phone.fault?.code).toBe('token-refused')
  })

  test('reached again takes the sentence about it away, and no other', () => {
    const lost = ready().then({ type: 'fault-found', code: 'unreachable' })
    expect(lost.then({ type: 'device-ready' }).phone.fault).toBeNull()
    const other = ready().then({ type: 'fault-found', code: 'microphone-refused' })
    expect(other.then({ type: 'device-ready' }).phone.fault?.code).toBe('microphone-refused')
  })

  test('a microphone that is back mends what was said of it, and nothing else', () => {
    const told = (code: FaultCode) => talking().then({ type: 'fault-found', code })
    expect(told('microphone-missing').then({ type: 'microphone-mended' }).phone.fault).toBeNull()
    expect(told('country-refused').then({ type: 'microphone-mended' }).phone.fault?.code).toBe(
      'country-refused',
    )
  })
})
