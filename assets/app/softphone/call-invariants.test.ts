import { expect, test } from 'vitest'
import type { PhoneEvent } from './call-events.ts'
import { idlePhone, lineOf, type Effect, type PhoneState } from './call-state.ts'
import { step } from './call-step.ts'

/** Repeatable chance: the same seed tells the same story. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state ^ (state >>> 15), state | 1) + 0x6d2b79f5) | 0
    return ((state ^ (state >>> 14)) >>> 0) / 4294967296
  }
}

/** Twilio as the phone sees it: which lines live, which calls are offered. */
interface Lines {
  open: Set<string>
  offered: Set<string>
  count: number
}

function carryOut(lines: Lines, effect: Effect): void {
  switch (effect.do) {
    case 'connect':
      expect(lines.open.size, 'one line at a time').toBe(0)
      lines.open.add(effect.leg)
      break
    case 'open-device':
      expect(lines.open.size + lines.offered.size, 'no call dies with the old device').toBe(0)
      break
    case 'accept':
      expect(lines.open.size, 'one line at a time').toBe(0)
      expect(lines.offered.delete(effect.leg), 'only what rings is accepted').toBe(true)
      lines.open.add(effect.leg)
      break
    case 'reject':
      expect(lines.offered.delete(effect.leg), 'only what rings is refused, once').toBe(true)
      break
    case 'hang-up':
    case 'mute':
    case 'press':
      expect(lines.open.has(effect.leg), `${effect.do} on a living line`).toBe(true)
  }
}

const queues = ['support', 'sales'].map((queueId, i) => ({
  queueId,
  queueName: queueId,
  wrapUpSeconds: i * 10,
}))

function anyEvent(random: () => number, lines: Lines, at: number): PhoneEvent {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T
  const leg = [...lines.open][0]
  const ringing = [...lines.offered][0]
  const offered = `in-${lines.count++}`
  const events: PhoneEvent[] = [
    { type: 'wait', at, queue: pick(queues) },
    { type: 'dial', at, party: { kind: 'number', number: '+81312345678' } },
    ...(['stop', 'hang-up', 'accept', 'decline', 'extend', 'finish', 'tick', 'tick'] as const).map(
      (type) => ({ type, at }),
    ),
    { type: 'mute', at, on: random() < 0.5 },
    { type: 'press', at, digit: '5' },
    { type: random() < 0.8 ? 'device-ready' : 'device-lost', at },
    { type: 'try-again', at },
    ...(random() < 0.2 ? ([{ type: 'device-failed', at, code: 'token-refused' }] as const) : []),
    { type: random() < 0.8 ? 'session-began' : 'session-ended', at },
    { type: 'offered', at, leg: offered, party: { kind: 'colleague', operatorId: 'x', name: 'x' } },
    ...(leg
      ? ([
          { type: 'line-open', at, leg },
          { type: 'line-ended', at, leg },
          { type: 'line-refused', at, leg, code: 'number-refused' },
          { type: 'line-ended', at, leg, code: 'call-lost' },
          { type: 'caller-arrived', at, leg, number: null, waitSeconds: 1 },
        ] as const)
      : []),
    ...(ringing ? ([{ type: 'offer-gone', at, leg: ringing }] as const) : []),
  ]
  return pick(events)
}

function toldToLines(lines: Lines, event: PhoneEvent): void {
  if (event.type === 'offered') lines.offered.add(event.leg)
  if (event.type === 'offer-gone') lines.offered.delete(event.leg)
  if (event.type === 'line-ended') lines.open.delete(event.leg)
}

test('whatever happens: one line at a time, every living line known, every offer answered once', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = chance(seed)
    const lines: Lines = { open: new Set(), offered: new Set(), count: 0 }
    let phone: PhoneState = { ...idlePhone, tab: 'mine', reach: 'ready' }
    for (let i = 0; i < 300; i++) {
      const event = anyEvent(random, lines, i * 700)
      toldToLines(lines, event)
      const after = step(phone, event)
      phone = after.phone
      after.effects.forEach((effect) => carryOut(lines, effect))
      expect([...lines.open][0] ?? null, `seed ${seed}, step ${i}, ${event.type}`).toBe(
        lineOf(phone)?.leg ?? null,
      )
      expect(phone.offer ? [phone.offer.leg] : []).toEqual([...lines.offered])
    }
  }
})
