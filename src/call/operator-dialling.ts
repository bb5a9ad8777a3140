import type { Procedure } from '../db/procedures.ts'
import type { Refusal } from './refusal.ts'

/** What a softphone asks for. */
export interface Dialling {
  CallSid: string | undefined
  clientName: string | undefined
  /** Whom the request names beside them. */
  claimed?: string
  /** In which session the softphone was opened, where it says so. */
  sessionId?: string
  destination: string | undefined
  queue?: string
  colleague?: string
  number?: string
  refusal?: Refusal
  /** Without having been judged: MySQL was away. */
  putThrough?: boolean
}

/** The row that `softphone_dials` answers. */
export interface DiallingAnswer {
  operatorId: string | null
  refusal: Refusal | null
  queueName: string | null
  guidanceUrl: string | null
  colleagueClientName: string | null
  /** CallSids, separated by commas. */
  olderLegs: string | null
}

export function softphoneDials(dialling: Dialling, now: Date): Procedure<'softphone_dials'> {
  return { name: 'softphone_dials', values: { ...dialling, now } }
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
