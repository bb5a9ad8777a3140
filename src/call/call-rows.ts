import type { Procedure } from '../db/procedures.ts'
import { isWithheld, toKnownNumber } from '../known-number.ts'
import type { CallParams } from './call-params.ts'

export interface VisitParams extends CallParams {
  visit: string
  previous?: string
  queue?: string
  QueueSid?: string
  QueueTime?: number
}

/** A caller waits. */
export function visitWaiting(visit: VisitParams, now: Date): Procedure<'visit_waiting'> {
  return { name: 'visit_waiting', values: { ...stay(visit, now), now } }
}

/** A caller has left the queue; `QueueResult` is Twilio's word for how. */
export function visitLeft(visit: VisitParams & { QueueResult?: string }, now: Date): Procedure<'visit_left'> {
  const { QueueResult, QueueTime } = visit
  return { name: 'visit_left', values: { ...stay(visit, now), QueueResult, QueueTime, now } }
}

export interface AnswerParams extends CallParams {
  queue?: string
  QueueSid?: string
  QueueTime?: number
  DequeingCallSid?: string
  clientName?: string
}

/** A caller is given to an operator. */
export function visitAnswered(answer: AnswerParams, now: Date): Procedure<'visit_answered'> {
  const { queue, QueueSid, QueueTime, DequeingCallSid, clientName } = answer
  const enteredAt = before(now, QueueTime)
  return {
    name: 'visit_answered',
    values: { ...call(answer), queue, QueueSid, QueueTime, enteredAt, DequeingCallSid, clientName, now },
  }
}

/** Without a queue the menu has brought a call to its end. */
export function menuEnded(params: CallParams, step: 'information', now: Date): Procedure<'menu_ended'> {
  return { name: 'menu_ended', values: { ...call(params), step, now } }
}

export type Leg = 'caller' | 'operator' | 'outbound' | 'colleague'

export interface LegParams extends CallParams {
  leg: Leg
  /** Of the operator who is on this leg, or dialled the number. */
  clientName?: string
  /** Of the operator whose leg dialled this one. */
  parentClientName?: string
  ParentCallSid?: string
  CallDuration?: number
  RecordingUrl?: string
  RecordingSid?: string
  RecordingDuration?: number
  /** When it ended, where Twilio says so. */
  endedAt?: Date
}

/** A leg is over. */
export function legEnded(leg: LegParams, now: Date): Procedure<'leg_ended'> {
  const { ParentCallSid, CallDuration, RecordingUrl, RecordingSid, RecordingDuration } = leg
  const { clientName, parentClientName, endedAt = now } = leg
  const answeredAt = CallDuration ? before(endedAt, CallDuration) : undefined
  return {
    name: 'leg_ended',
    values: {
      ...call(leg),
      ParentCallSid,
      CallDuration,
      RecordingUrl,
      RecordingSid,
      RecordingDuration,
      leg: leg.leg,
      clientName,
      parentClientName,
      answeredAt,
      endedAt,
      now,
    },
  }
}

/** A leg that a softphone's leg dialled has begun, or was answered. */
export function legProgress(leg: LegParams, now: Date): Procedure<'leg_progress'> {
  const { CallSid, ParentCallSid, CallStatus, clientName, parentClientName } = leg
  const answeredAt = CallStatus === 'in-progress' ? now : undefined
  return {
    name: 'leg_progress',
    values: {
      CallSid,
      ParentCallSid,
      CallStatus,
      leg: leg.leg,
      clientName,
      parentClientName,
      answeredAt,
      now,
    },
  }
}

/** Twilio has said of an operator's leg that it is over. */
export function legOver(CallSid: string, now: Date): Procedure<'leg_over'> {
  return { name: 'leg_over', values: { CallSid, now } }
}

const personal = new Set(['From', 'To', 'ForwardedFrom', 'CallerName', 'number', 'withheld', 'RecordingUrl'])

/** What a log line needs so that the row can be written by hand. Twilio keeps the numbers under the CallSid. */
export function repairLine({ name, values }: Procedure): string {
  const known = Object.entries(values).filter(
    ([key, value]) => !isPersonal(key, value) && value !== undefined && value !== null,
  )
  return JSON.stringify({ repair: name, ...Object.fromEntries(known) })
}

/** A destination is what was typed: a number, unless it names a queue or a colleague. */
function isPersonal(key: string, value: unknown): boolean {
  return personal.has(key) || (key === 'destination' && !/^(queue|operator):/.test(String(value)))
}

function call(params: CallParams) {
  const { CallSid, From, To, CallStatus, ApiVersion, Direction, ForwardedFrom, CallerName } = params
  const ofCaller = { number: toKnownNumber(From), withheld: isWithheld(From) ? 1 : 0 }
  return { CallSid, From, To, CallStatus, ApiVersion, Direction, ForwardedFrom, CallerName, ...ofCaller }
}

function stay(visit: VisitParams, now: Date) {
  const { previous, queue, QueueSid, QueueTime } = visit
  return { ...call(visit), visit: visit.visit, previous, queue, QueueSid, enteredAt: before(now, QueueTime) }
}

function before(now: Date, seconds = 0): Date {
  return new Date(now.getTime() - seconds * 1000)
}
