import type { CallParams } from './call-params.ts'

/** A procedure of the migrations 0005 to 0007 with its arguments, in their order. */
export interface Procedure {
  name: string
  values: Record<string, unknown>
}

export interface VisitParams extends CallParams {
  visit: string
  previous?: string
  queue?: string
  QueueSid?: string
  QueueTime?: number
}

/** A caller waits. */
export function visitWaiting(visit: VisitParams, now: Date): Procedure {
  return { name: 'visit_waiting', values: { ...call(visit), ...stay(visit, now), now } }
}

/** A caller has left the queue; `result` is Twilio's word for how. */
export function visitLeft(visit: VisitParams, result: string | undefined, now: Date): Procedure {
  return {
    name: 'visit_left',
    values: { ...call(visit), ...stay(visit, now), result, queueTime: visit.QueueTime, now },
  }
}

export interface AnswerParams extends CallParams {
  queue?: string
  QueueSid?: string
  QueueTime?: number
  DequeingCallSid?: string
  clientName?: string
}

/** A caller is given to an operator. */
export function visitAnswered(answer: AnswerParams, now: Date): Procedure {
  const { queue, QueueSid, QueueTime, DequeingCallSid, clientName } = answer
  const enteredAt = before(now, QueueTime)
  return {
    name: 'visit_answered',
    values: { ...call(answer), queue, QueueSid, QueueTime, enteredAt, DequeingCallSid, clientName, now },
  }
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
}

/** A leg is over. */
export function legEnded(leg: LegParams, now: Date): Procedure {
  const { ParentCallSid, CallDuration, RecordingUrl, RecordingSid, RecordingDuration } = leg
  const answeredAt = CallDuration ? before(now, CallDuration) : undefined
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
      clientName: leg.clientName,
      parentClientName: leg.parentClientName,
      answeredAt,
      now,
    },
  }
}

/** A leg that a softphone's leg dialled has begun, or was answered. */
export function legProgress(leg: LegParams, now: Date): Procedure {
  const { CallSid, ParentCallSid, CallStatus, clientName, parentClientName } = leg
  const answeredAt = CallStatus === 'in-progress' ? now : undefined
  const of = { CallSid, ParentCallSid, CallStatus, leg: leg.leg, clientName, parentClientName }
  return { name: 'leg_progress', values: { ...of, answeredAt, endedAt: undefined, now } }
}

/** The values stand in the procedure's order; an absent one is a null. */
export function statementOf({ name, values }: Procedure): { sql: string; values: unknown[] } {
  const all = Object.values(values).map((value) => value ?? null)
  return { sql: `call ${name}(${all.map(() => '?').join(', ')})`, values: all }
}

const personal = new Set(['From', 'To', 'ForwardedFrom', 'CallerName', 'number', 'RecordingUrl'])

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
  return { CallSid, From, To, CallStatus, ApiVersion, Direction, ForwardedFrom, CallerName }
}

function stay({ visit, previous, queue, QueueSid, QueueTime }: VisitParams, now: Date) {
  return { visit, previous, queue, QueueSid, enteredAt: before(now, QueueTime) }
}

function before(now: Date, seconds = 0): Date {
  return new Date(now.getTime() - seconds * 1000)
}
