import { expect, test } from 'vitest'
import type { BoardQueue } from '../../../src/http/desk-actions.ts'
import { grownWorse, nextSignals, signalKey, type Measure, type Signals } from './severity.ts'

const start = Date.parse('2026-11-22T05:00:00Z')

const quiet: BoardQueue = {
  queueId: 'support',
  queueName: 'サポート',
  waiting: 0,
  maxSize: 20,
  longestWaitSince: null,
  averageWaitSeconds: 0,
  operatorsWaiting: 1,
  operatorsTalking: 0,
  operatorsDoubtful: 0,
  today: {
    offered: 0,
    answered: 0,
    abandoned: 0,
    shortAbandoned: 0,
    serviceLevelPercent: null,
    serviceLevelSeconds: 20,
  },
  thresholds: {
    waitingCaution: 10,
    waitingCritical: 20,
    longestWaitCautionSeconds: 36,
    longestWaitCriticalSeconds: 60,
    serviceLevelCautionPercent: 80,
    serviceLevelCriticalPercent: 70,
  },
  disagrees: false,
}

/** The signal after a row of readings, each at its second. */
function shownAfter(measure: Measure, ...readings: [second: number, queue: Partial<BoardQueue>][]) {
  let signals: Signals = new Map()
  for (const [second, queue] of readings) {
    signals = nextSignals(signals, [{ ...quiet, ...queue }], start + second * 1000)
  }
  return signals.get(signalKey('support', measure))?.shown
}

test('a board that has just been opened shows each queue as it is', () => {
  expect(shownAfter('waiting', [0, { waiting: 10 }])).toBe('caution')
  expect(shownAfter('waiting', [0, { waiting: 20 }])).toBe('critical')
  expect(shownAfter('waiting', [0, { waiting: 9 }])).toBe('fine')
})

test('a threshold passed for less than ten seconds is not shown', () => {
  expect(shownAfter('waiting', [0, {}], [5, { waiting: 12 }], [14, { waiting: 12 }])).toBe('fine')
  expect(shownAfter('waiting', [0, {}], [5, { waiting: 12 }], [15, { waiting: 12 }])).toBe('caution')
})

test('a queue that recovers in between starts its ten seconds again', () => {
  const readings = [0, 5, 10, 15].map((second): [number, Partial<BoardQueue>] => [
    second,
    { waiting: second === 10 ? 0 : 12 },
  ])
  expect(shownAfter('waiting', [-5, {}], ...readings)).toBe('fine')
})

test('a warning goes when the value is a tenth better than what raised it', () => {
  expect(shownAfter('waiting', [0, { waiting: 10 }], [5, { waiting: 9 }])).toBe('caution')
  expect(shownAfter('waiting', [0, { waiting: 10 }], [5, { waiting: 8 }])).toBe('fine')
})

test('the longest wait grows worse by itself', () => {
  const longestWaitSince = new Date(start).toISOString()
  expect(shownAfter('longest', [35, { longestWaitSince }])).toBe('fine')
  expect(shownAfter('longest', [36, { longestWaitSince }])).toBe('caution')
  expect(shownAfter('longest', [60, { longestWaitSince }])).toBe('critical')
})

test('a service level below its threshold is shown, but not of fewer than five calls', () => {
  const today = { ...quiet.today, offered: 5, serviceLevelPercent: 79 }
  expect(shownAfter('service-level', [0, { today }])).toBe('caution')
  expect(shownAfter('service-level', [0, { today: { ...today, serviceLevelPercent: 80 } }])).toBe('fine')
  expect(shownAfter('service-level', [0, { today: { ...today, offered: 4 } }])).toBe('fine')
})

test('only a queue that turned to worse is told of, not one that recovered or changed places', () => {
  const before = new Map([
    ['a', 'critical'],
    ['b', 'caution'],
    ['c', 'fine'],
  ] as const)
  const after = new Map([
    ['c', 'caution'],
    ['b', 'critical'],
    ['a', 'caution'],
    ['new', 'caution'],
  ] as const)
  expect(grownWorse(before, after)).toEqual(['c', 'b', 'new'])
  expect(grownWorse(after, after)).toEqual([])
})
