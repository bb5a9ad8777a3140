import type { Leg } from './leg.ts'
import type { Hook } from './call.ts'
import type { Telephony } from './telephony.ts'
import type { QueueResult } from './events.ts'
import { Deferred } from './deferred.ts'
import type { Bridge } from './bridge.ts'

/** A queue, as plain state: its record and the two lines that meet in it. */
export interface Queue {
  sid: string
  name: string
  maxSize: number
  createdAt: number
  updatedAt: number
  /** Callers, first come first. */
  stays: Stay[]
  /** Operators waiting in `<Dial><Queue>`, first come first. */
  takers: Taker[]
}

/** One caller's stay in one queue. */
export interface Stay {
  queue: Queue
  leg: Leg
  enteredAt: number
  takenAt?: number
  /** May be taken: the wait has begun. */
  ready: boolean
  taken: Deferred<Taking>
}

/** An operator's place in the line of those who wait for a caller. */
export interface Taker {
  leg: Leg
  /** What the caller is told before the two are joined. */
  guidance?: Hook
  taking: Deferred<Taking>
}

/** A caller and the operator who took them, until they are joined or one is lost. */
export interface Taking {
  stay: Stay
  operator: Leg
  guidance?: Hook
  /** The bridge, or that the caller was lost before it. */
  outcome: Deferred<Bridge | 'caller-lost'>
  operatorGone: AbortController
}

export const DEFAULT_MAX_SIZE = 1000
export const LONGEST_NAME = 64

export function findQueue(telephony: Telephony, name: string): Queue | undefined {
  return [...telephony.queues.values()].find((queue) => queue.name === name)
}

export function createQueue(telephony: Telephony, name: string, maxSize: number = DEFAULT_MAX_SIZE): Queue {
  const now = telephony.clock.now()
  const queue: Queue = {
    sid: telephony.newSid('QU'),
    name,
    maxSize,
    createdAt: now,
    updatedAt: now,
    stays: [],
    takers: [],
  }
  telephony.queues.set(queue.sid, queue)
  announce(telephony, queue, 'created')
  return queue
}

export function deleteQueue(telephony: Telephony, queue: Queue): void {
  telephony.queues.delete(queue.sid)
  announce(telephony, queue, 'deleted')
}

export function enter(queue: Queue, leg: Leg): Stay {
  const stay: Stay = { queue, leg, enteredAt: leg.telephony.clock.now(), ready: false, taken: new Deferred() }
  queue.stays.push(stay)
  announce(leg.telephony, queue, 'entered', leg)
  return stay
}

/** The caller is in no line any more. */
export function leave(stay: Stay, result: QueueResult): void {
  const { queue, leg } = stay
  remove(queue.stays, stay)
  announce(leg.telephony, queue, 'left', leg, result)
}

/** Seconds of waiting, up to the moment of being taken. */
export function secondsIn(stay: Stay): number {
  return Math.floor(((stay.takenAt ?? stay.leg.telephony.clock.now()) - stay.enteredAt) / 1000)
}

/** Mean waiting time of those in the queue now, in seconds. */
export function averageWait(queue: Queue): number {
  if (!queue.stays.length) return 0
  return Math.floor(queue.stays.reduce((sum, stay) => sum + secondsIn(stay), 0) / queue.stays.length)
}

export function positionOf(stay: Stay): number {
  return stay.queue.stays.indexOf(stay) + 1
}

/** Joins the heads of both lines for as long as there are two. */
export function pair(telephony: Telephony, queue: Queue): void {
  for (;;) {
    const stay = queue.stays.find(({ ready, leg }) => ready && !leg.isOver)
    const newest = telephony.switches.waitingOperatorOrder === 'shortest-waiting'
    const taker = queue.takers.at(newest ? -1 : 0)
    if (!stay || !taker) return
    remove(queue.takers, taker)
    remove(queue.stays, stay)
    stay.takenAt = telephony.clock.now()
    announce(telephony, queue, 'taken', stay.leg)
    const taking: Taking = {
      stay,
      operator: taker.leg,
      guidance: taker.guidance,
      outcome: new Deferred(),
      operatorGone: new AbortController(),
    }
    stay.taken.resolve(taking)
    taker.taking.resolve(taking)
  }
}

export function standInLine(telephony: Telephony, queue: Queue, leg: Leg, guidance?: Hook): Taker {
  const taker: Taker = { leg, guidance, taking: new Deferred() }
  queue.takers.push(taker)
  pair(telephony, queue)
  return taker
}

/** False when a caller was found in the meantime. */
export function leaveLine(queue: Queue, taker: Taker): boolean {
  return remove(queue.takers, taker)
}

function remove<T>(list: T[], item: T): boolean {
  const index = list.indexOf(item)
  if (index >= 0) list.splice(index, 1)
  return index >= 0
}

function announce(
  telephony: Telephony,
  queue: Queue,
  change: 'created' | 'deleted' | 'entered' | 'taken' | 'left',
  leg?: Leg,
  result?: QueueResult,
): void {
  if (leg?.discarded) return
  const { sid: queueSid, name } = queue
  const at = telephony.clock.now()
  const size = queue.stays.length
  telephony.events.emit({ type: 'queue', queueSid, name, change, size, result, at, callSid: leg?.call.sid })
}
