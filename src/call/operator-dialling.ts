import type { Procedure } from './call-rows.ts'
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

export function operatorDials(dialling: Dialling, now: Date): Procedure {
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
  DialCallSid: string | undefined
}

/** The row that `operator_dial_ended` answers. */
export interface DialEndAnswer {
  mayWait: number
  guidanceUrl: string | null
}

export function operatorDialEnded(end: DialEnd, now: Date): Procedure {
  const { CallSid, clientName, queue, bridged, DialCallSid } = end
  return { name: 'operator_dial_ended', values: { CallSid, clientName, queue, bridged, DialCallSid, now } }
}
