import { useEffect, useMemo, useState } from 'react'
import type { Board, BoardQueue } from '../../../src/http/desk-actions.ts'
import { nextSignals, rank, signalKey, worst, type Measure, type Severity, type Signals } from './severity.ts'

/** A board as it stands this second. */
export interface LiveBoard {
  queues: LiveQueue[]
  totals: {
    waiting: number
    operatorsWaiting: number
    operatorsTalking: number
    serviceLevelPercent: number | null
  }
  /** Seconds since Twilio was asked. */
  age: number
  freshness: 'fresh' | 'old' | 'stopped'
  refreshedAt: string
  /** The server's time now, in ms. */
  now: number
}

export interface LiveQueue extends BoardQueue {
  longestWaitSeconds: number | null
  severity: Severity
  severityOf(measure: Measure): Severity
}

/** Older than this, the age is shown as a warning; then the figures are not to be trusted. */
export const OLD_SECONDS = 15
export const STOPPED_SECONDS = 45

/** Lets waits tick and ages show between two answers of the server, by the server's clock. */
export function useLiveBoard(board: Board | undefined, receivedAt: number): LiveBoard | undefined {
  const ticking = useTick()
  const signals = useSignals(board)
  return useMemo(
    () => board && signals && liveBoard(board, signals, ticking - receivedAt + Date.parse(board.now)),
    [board, signals, ticking, receivedAt],
  )
}

function useTick(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** The signals follow the answers, not the seconds: rows change their order only when something was learnt. */
function useSignals(board: Board | undefined): Signals | undefined {
  const [state, setState] = useState<{ board: Board; signals: Signals }>()
  if (board && state?.board !== board) {
    const signals = nextSignals(state?.signals ?? new Map(), board.queues, Date.parse(board.now))
    setState({ board, signals })
    return signals
  }
  return state?.signals
}

function liveBoard(board: Board, signals: Signals, now: number): LiveBoard {
  const age = Math.max(0, (now - Date.parse(board.refreshedAt)) / 1000)
  const queues = board.queues.map((queue) => liveQueue(queue, signals, now))
  return {
    queues: queues.sort(worstFirst),
    totals: totalsOf(board.queues),
    age,
    freshness: age > STOPPED_SECONDS ? 'stopped' : age > OLD_SECONDS ? 'old' : 'fresh',
    refreshedAt: board.refreshedAt,
    now,
  }
}

function liveQueue(queue: BoardQueue, signals: Signals, now: number): LiveQueue {
  const since = queue.longestWaitSince
  const severityOf = (measure: Measure) => signals.get(signalKey(queue.queueId, measure))?.shown ?? 'fine'
  return {
    ...queue,
    longestWaitSeconds: since ? Math.max(0, (now - Date.parse(since)) / 1000) : null,
    severityOf,
    severity: worst([severityOf('waiting'), severityOf('longest'), severityOf('service-level')]),
  }
}

/** Who waits now comes before how the day has been: only the first can still be helped. */
function worstFirst(left: LiveQueue, right: LiveQueue): number {
  return (
    rank(worstNow(right)) - rank(worstNow(left)) ||
    rank(right.severity) - rank(left.severity) ||
    (right.longestWaitSeconds ?? -1) - (left.longestWaitSeconds ?? -1) ||
    right.waiting - left.waiting ||
    left.queueName.localeCompare(right.queueName)
  )
}

function worstNow({ severityOf }: LiveQueue): Severity {
  return worst([severityOf('waiting'), severityOf('longest')])
}

/** The centre's service level: the queues' levels, weighted by their judged calls. */
function totalsOf(queues: readonly BoardQueue[]): LiveBoard['totals'] {
  const sum = (figure: (queue: BoardQueue) => number) =>
    queues.reduce((total, queue) => total + figure(queue), 0)
  const judged = sum(({ today }) =>
    today.serviceLevelPercent === null ? 0 : today.offered - today.shortAbandoned,
  )
  const within = sum(
    ({ today }) => ((today.serviceLevelPercent ?? 0) / 100) * (today.offered - today.shortAbandoned),
  )
  return {
    waiting: sum((queue) => queue.waiting),
    operatorsWaiting: sum((queue) => queue.operatorsWaiting),
    operatorsTalking: sum((queue) => queue.operatorsTalking),
    serviceLevelPercent: judged > 0 ? (within / judged) * 100 : null,
  }
}
