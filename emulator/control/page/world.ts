import type { CallStatus } from '../../telephony/call.ts'
import type { Sound } from '../../telephony/endpoint.ts'
import type { TelephonyEvent } from '../../telephony/events.ts'

/** A leg as the page sees it. Times in ms. */
export interface Line {
  callSid: string
  direction: string
  from: string
  to: string
  /** No telephone is at its far end. */
  inside: boolean
  status: CallStatus
  sound: Sound
  answeredAt?: number
  endedAt?: number
}

export interface Waiting {
  name: string
  callers: { callSid: string; since: number }[]
}

const OVER: readonly CallStatus[] = ['completed', 'busy', 'failed', 'no-answer', 'canceled']
export const isOver = (line: Line) => OVER.includes(line.status)
/** Somebody is to answer here. */
export const ringsHere = (line: Line) => line.direction !== 'inbound' && line.status !== 'in-progress'

/** 02:14 */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`
}

/** What the event stream adds up to. */
export class World {
  readonly lines = new Map<string, Line>()
  readonly queues = new Map<string, Waiting>()

  clear() {
    this.lines.clear()
    this.queues.clear()
  }

  /** The line in question, if the event was about one. */
  take(event: TelephonyEvent): Line | undefined {
    if (event.type === 'call') this.open(event)
    if (event.type === 'queue') this.queue(event)
    const line = this.lines.get(event.callSid ?? '')
    if (line && event.type === 'status') this.progress(line, event)
    if (line && event.type === 'sound') line.sound = event.sound
    return line
  }

  private open(event: Extract<TelephonyEvent, { type: 'call' }>) {
    const { callSid = '', direction, from, to, inside } = event
    const sound: Sound = { kind: 'silence' }
    this.lines.set(callSid, { callSid, direction, from, to, inside, status: 'queued', sound })
  }

  private progress(line: Line, { status, at }: Extract<TelephonyEvent, { type: 'status' }>) {
    line.status = status
    if (status === 'in-progress') line.answeredAt = at
    if (isOver(line)) line.endedAt = at
  }

  private queue({ queueSid, name, change, callSid = '', at }: Extract<TelephonyEvent, { type: 'queue' }>) {
    const queue = this.queues.get(queueSid) ?? { name, callers: [] }
    this.queues.set(queueSid, queue)
    if (change === 'deleted') this.queues.delete(queueSid)
    if (change === 'entered') queue.callers.push({ callSid, since: at })
    else queue.callers = queue.callers.filter((caller) => caller.callSid !== callSid)
  }
}
