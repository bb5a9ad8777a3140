const call = [
  'CallSid',
  'From',
  'To',
  'CallStatus',
  'ApiVersion',
  'Direction',
  'ForwardedFrom',
  'CallerName',
  'number',
  'withheld',
] as const
const visit = [...call, 'visit', 'previous', 'queue', 'QueueSid', 'enteredAt'] as const

/**
 * The procedures that are called from outside MySQL, with the keys of their arguments in their order: `QueueTime` is the
 * parameter `p_queue_time`. A test compares all of it with what the server knows.
 */
export const parameters = {
  visit_waiting: [...visit, 'now'],
  visit_left: [...visit, 'QueueResult', 'QueueTime', 'now'],
  visit_answered: [
    ...call,
    'queue',
    'QueueSid',
    'QueueTime',
    'enteredAt',
    'DequeingCallSid',
    'clientName',
    'now',
  ],
  menu_ended: [...call, 'step', 'now'],
  leg_progress: [
    'CallSid',
    'ParentCallSid',
    'CallStatus',
    'leg',
    'clientName',
    'parentClientName',
    'answeredAt',
    'now',
  ],
  leg_ended: [
    ...call,
    'ParentCallSid',
    'CallDuration',
    'RecordingUrl',
    'RecordingSid',
    'RecordingDuration',
    'leg',
    'clientName',
    'parentClientName',
    'answeredAt',
    'endedAt',
    'now',
  ],
  leg_over: ['CallSid', 'now'],
  softphone_dials: [
    'CallSid',
    'clientName',
    'claimed',
    'sessionId',
    'destination',
    'queue',
    'colleague',
    'number',
    'refusal',
    'putThrough',
    'now',
  ],
  /** In repair lines of the version before; its functions call it during a deploy, too. */
  operator_dials: ['CallSid', 'clientName', 'destination', 'queue', 'colleague', 'number', 'refusal', 'now'],
  operator_dial_ended: [
    'CallSid',
    'clientName',
    'queue',
    'QueueSid',
    'QueueTime',
    'bridged',
    'DialCallDuration',
    'dialledCallSid',
    'now',
  ],
} as const

export type ProcedureName = keyof typeof parameters

/** A procedure with its arguments by name; one that is absent is a null. */
export interface Procedure<Name extends ProcedureName = ProcedureName> {
  name: Name
  values: { [Key in (typeof parameters)[Name][number]]?: unknown }
}

/** Throws for an argument that the procedure does not have. */
export function statementOf({ name, values }: Procedure): { sql: string; values: unknown[] } {
  const keys: readonly string[] = parameters[name]
  const strange = Object.keys(values).find((key) => !keys.includes(key))
  if (strange !== undefined) throw new Error(`The procedure ${name} has no argument ${strange}`)
  const given = values as Record<string, unknown>
  return {
    sql: `call ${name}(${keys.map(() => '?').join(', ')})`,
    values: keys.map((key) => given[key] ?? null),
  }
}
