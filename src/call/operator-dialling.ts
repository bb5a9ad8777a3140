import type { Procedure } from '../db/procedures.ts'
import type { Refusal } from './refusal.ts'

/** What a softphone asks for. */
export interface Dialling {
  CallSid: string | undefined
  clientName: string | undefined
  destination: string | undefined
  queue?: string
  colleague?: string
  number?: string
  refusal?: Refusal
}

/** The row that `operator_dials` answers. */
export interface DiallingAnswer {
  operatorId: string | null
  refusal: Refusal | null
  queueName: string | null
  guidanceUrl: string | null
  colleagueClientName: string | null
  /** CallSids, separated by commas. */
  olderLegs: string | null
}

export function operatorDials(dialling: Dialling, now: Date): Procedure<'operator_dials'> {
  const { CallSid, clientName, destination, queue, colleague, number, refusal } = dialling
  return {
    name: 'operator_dials',
    values: { CallSid, clientName, destination, queue, colleague, number, refusal, now },
  }
}

export interface DialEnd {
  CallSid: string | undefined
  clientName: string
  queue: string
  /** Undefined where Twilio did not say. */
  bridged: boolean | undefined
  /** The caller's leg; Twilio's documents do not say whether it is told. */
  DialCallSid?: string
  /** Seconds that the two talked. */
  DialCallDuration?: number
  QueueSid?: string
  /** Seconds that the caller had waited. */
  QueueTime?: number
}

/** The row that `operator_dial_ended` answers. */
export interface DialEndAnswer {
  mayWait: number
  guidanceUrl: string | null
}

export function operatorDialEnded(end: DialEnd, now: Date): Procedure<'operator_dial_ended'> {
  const { CallSid, clientName, queue, bridged, DialCallSid, DialCallDuration, QueueSid, QueueTime } = end
  const dialledCallSid = DialCallSid === CallSid ? undefined : DialCallSid
  return {
    name: 'operator_dial_ended',
    values: {
      CallSid,
      clientName,
      queue,
      QueueSid,
      QueueTime,
      bridged,
      DialCallDuration,
      dialledCallSid,
      now,
    },
  }
}
