import { expect, test } from 'vitest'
import { announcementOf, partyOfAnnouncement } from './announcement.ts'
import {
  afterCall,
  colleague,
  number,
  offer,
  ready,
  support,
  talking,
  waiting,
  type Story,
} from './call-story.ts'
import type { Happening } from './phone-store.ts'

const said = (story: Story, event: Happening) => {
  const before = story.phone
  return announcementOf(story.then(event).phone, before)
}

test('says each turn of a call once', () => {
  expect(said(ready(), { type: 'wait', queue: support })).toBeUndefined()
  expect(said(ready().then({ type: 'wait', queue: support }), { type: 'line-open', leg: 'line-1' })).toBe(
    'waiting',
  )
  expect(said(waiting(), { type: 'caller-arrived', leg: 'line-1', number: null, waitSeconds: 1 })).toBe(
    'connected',
  )
  expect(said(talking(), { type: 'mute', on: true })).toBe('muted')
  expect(said(talking().then({ type: 'mute', on: true }), { type: 'mute', on: false })).toBe('unmuted')
  expect(said(talking(), { type: 'line-reconnecting', leg: 'line-1' })).toBe('reconnecting')
  expect(said(talking(), { type: 'line-ended', leg: 'line-1' })).toBe('ended')
  expect(said(ready(), { type: 'dial', party: number })).toBe('calling')
})

test('says that somebody calls, and that they gave up', () => {
  expect(said(waiting(), offer)).toBe('ringing')
  expect(said(waiting().then(offer), { type: 'offer-gone', leg: 'in-1' })).toBe('missed')
  expect(said(waiting().then(offer), { type: 'decline' })).toBeUndefined()
})

test('names the one who was missed, also while another is on the line, and also the twenty-first', () => {
  const story = talking()
  for (let i = 1; i <= 21; i++) expect(said(story, { ...offer, leg: `in-${i}` })).toBe('missed')
  expect(partyOfAnnouncement('missed', story.phone)).toEqual(colleague)
  expect(partyOfAnnouncement('connected', story.phone)).toMatchObject({ kind: 'caller' })
})

test('a caller who comes while a colleague rings is said before the colleague who was missed', () => {
  const story = waiting().then(offer)
  expect(said(story, { type: 'caller-arrived', leg: 'line-1', number: null, waitSeconds: 1 })).toBe(
    'connected',
  )
})

test('says a bad line once, not with each further warning', () => {
  const bad = (warning: string): Happening => ({ type: 'line-warning', leg: 'line-1', warning, on: true })
  const story = talking()
  expect(said(story, bad('high-rtt'))).toBe('bad-line')
  expect(said(story, bad('high-jitter'))).toBeUndefined()
})

test('says that the phone cannot be reached while it waits', () => {
  expect(said(waiting(), { type: 'device-lost' })).toBe('unreachable')
})

test('says that the wait is over when somebody stopped it', () => {
  const stopping = waiting().then({ type: 'stop' })
  expect(said(stopping, { type: 'line-ended', leg: 'line-1' })).toBe('away')
  expect(said(afterCall(), { type: 'extend' })).toBeUndefined()
})
