import type { BoardQueue, Thresholds } from '../../../src/http/desk-actions.ts'

export type Severity = 'fine' | 'caution' | 'critical'
export type Measure = 'waiting' | 'longest' | 'service-level'

const order: readonly Severity[] = ['fine', 'caution', 'critical']

/** A threshold must be passed this long before the board says so, or it would flicker with each caller. */
export const DWELL_MS = 10_000
/** A measure must be this much better than what it passed before the board calms down. */
export const RELIEF = 0.1
/** Of fewer calls a service level says nothing. */
export const FEWEST_CALLS = 5

/** What the board shows of one measure, and since when it has wanted to show worse. */
export interface Signal {
  shown: Severity
  worseSince: number | null
}

/** Queue and measure to signal, carried from one reading to the next. */
export type Signals = ReadonlyMap<string, Signal>

interface Reading {
  value: number
  caution: number
  critical: number
  /** Small values are the bad ones. */
  falling?: boolean
}

/** The next signals of a board. A queue seen for the first time is shown as it is, at once. */
export function nextSignals(before: Signals, queues: readonly BoardQueue[], serverNow: number): Signals {
  return new Map(
    queues.flatMap((queue) =>
      readings(queue, serverNow).map(([measure, reading]) => {
        const key = signalKey(queue.queueId, measure)
        return [key, nextSignal(before.get(key), reading, serverNow)] as const
      }),
    ),
  )
}

export function signalKey(queueId: string, measure: Measure): string {
  return `${measure} ${queueId}`
}

export function worst(severities: readonly Severity[]): Severity {
  return order[Math.max(0, ...severities.map((severity) => order.indexOf(severity)))] ?? 'fine'
}

export function rank(severity: Severity): number {
  return order.indexOf(severity)
}

/** The queues that have turned to worse since. */
export function grownWorse(
  before: ReadonlyMap<string, Severity>,
  after: ReadonlyMap<string, Severity>,
): string[] {
  return [...after]
    .filter(([queueId, severity]) => rank(severity) > rank(before.get(queueId) ?? 'fine'))
    .map(([queueId]) => queueId)
}

function nextSignal(before: Signal | undefined, reading: Reading, now: number): Signal {
  const measured = measure(reading, 0)
  if (!before) return { shown: measured, worseSince: null }
  if (rank(measured) > rank(before.shown)) {
    const since = before.worseSince ?? now
    return now - since >= DWELL_MS ? { shown: measured, worseSince: null } : { ...before, worseSince: since }
  }
  const relieved = measure(reading, RELIEF)
  const shown = rank(relieved) < rank(before.shown) ? relieved : before.shown
  return { shown, worseSince: null }
}

/** `margin` makes the thresholds stricter: what is shown only goes when the value is clearly better. */
function measure({ value, caution, critical, falling }: Reading, margin: number): Severity {
  const beyond = (threshold: number) =>
    falling ? value < threshold * (1 + margin) : threshold > 0 && value >= threshold * (1 - margin)
  if (beyond(critical)) return 'critical'
  return beyond(caution) ? 'caution' : 'fine'
}

function readings(queue: BoardQueue, now: number): [Measure, Reading][] {
  const { thresholds, today } = queue
  const judged = today.serviceLevelPercent !== null && today.offered >= FEWEST_CALLS
  return [
    [
      'waiting',
      { value: queue.waiting, caution: thresholds.waitingCaution, critical: thresholds.waitingCritical },
    ],
    ['longest', longestReading(queue.longestWaitSince, thresholds, now)],
    [
      'service-level',
      {
        value: judged ? today.serviceLevelPercent! : 100,
        caution: thresholds.serviceLevelCautionPercent,
        critical: thresholds.serviceLevelCriticalPercent,
        falling: true,
      },
    ],
  ]
}

function longestReading(since: string | null, thresholds: Thresholds, now: number): Reading {
  return {
    value: since ? (now - Date.parse(since)) / 1000 : 0,
    caution: thresholds.longestWaitCautionSeconds,
    critical: thresholds.longestWaitCriticalSeconds,
  }
}
