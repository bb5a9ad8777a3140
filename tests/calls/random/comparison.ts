import type { Selectable } from 'kysely'
import type { Db } from '../../../src/db/db.ts'
import type { Database } from '../../../src/db/schema.ts'
import { wrongCalls } from './call-comparison.ts'
import { compared, same, timely, type Wrong } from './compared.ts'
import { dialledBy, operatorOf, type Legs, type Stay, type TrueLeg } from './truth.ts'
import { expectedVisit } from './verdict.ts'

/** Compares what the rows say with what happened; an empty list is what we promise. */
export async function wrongRows(db: Db, legs: Legs): Promise<Wrong[]> {
  return [
    ...wrongCalls(legs, await db.selectFrom('call_data').selectAll().execute()),
    ...wrongVisits(legs, await db.selectFrom('enqueue_data').selectAll().execute()),
    ...wrongAnswers(legs, await db.selectFrom('queue_data').selectAll().execute()),
    ...wrongEnds(legs, await db.selectFrom('statuscallback_data').selectAll().execute()),
    ...wrongOperatorCalls(legs, await db.selectFrom('operator_call').selectAll().execute()),
  ]
}

type Row<Table extends keyof Database> = Selectable<Database[Table]>

interface TrueStay {
  leg: TrueLeg
  stay: Stay
}

const staysOf = (legs: Legs): TrueStay[] =>
  [...legs.values()].flatMap((leg) => leg.stays.map((stay) => ({ leg, stay })))

function wrongVisits(legs: Legs, rows: Row<'enqueue_data'>[]): Wrong[] {
  return compared('enqueue_data', staysOf(legs), rows, {
    sid: ({ leg }) => leg.sid,
    keyOfTruth: ({ leg, stay }) => `${leg.sid} ${stay.visit}`,
    keyOfRow: ({ CallSid, visit_id }) => `${CallSid} ${visit_id}`,
    differences: ({ leg, stay }, row) => [
      same('result', row.result, expectedVisit(stay, leg).result),
      same('stage', row.stage, expectedVisit(stay, leg).stage),
      same('QueueResult', row.QueueResult, stay.word),
      same('queue_id', row.queue_id, stay.queue),
      same('operator_id', row.operator_id, operatorOf(legs, stay.guidance)),
      same('previous_visit_id', row.previous_visit_id, stay.previous ?? null),
      timely('entered_at', row.entered_at, stay.enteredAt, lastPossibleEntry(stay)),
      timely('left_at', row.left_at, stay.leftAt, stay.leavingTold?.at),
    ],
  })
}

/** Where all that was heard of a stay came late, it looks as if it had begun so much later. */
function lastPossibleEntry({ told }: Stay): number {
  return Math.min(...told.map(({ at, queueTime = 0 }) => at - queueTime * 1000))
}

function wrongAnswers(legs: Legs, rows: Row<'queue_data'>[]): Wrong[] {
  const guided = staysOf(legs).flatMap(({ leg, stay }) =>
    stay.guidance ? [{ leg, stay, guidance: stay.guidance }] : [],
  )
  return compared('queue_data', guided, rows, {
    sid: ({ leg }) => leg.sid,
    keyOfTruth: ({ leg, stay, guidance }) => `${leg.sid} ${guidance.operatorLeg} ${stay.visit}`,
    keyOfRow: ({ CallSid, DequeingCallSid, visit_id }) => `${CallSid} ${DequeingCallSid} ${visit_id}`,
    differences: ({ stay, guidance }, row) => [
      same('operator_id', row.operator_id, operatorOf(legs, guidance)),
      same('queue_id', row.queue_id, stay.queue),
      same('bridged', row.bridged, stay.joinedAt === undefined ? 0 : 1),
      timely('answered_at', row.answered_at, guidance.toldAt, guidance.toldAt),
    ],
  })
}

function wrongEnds(legs: Legs, rows: Row<'statuscallback_data'>[]): Wrong[] {
  return compared('statuscallback_data', [...legs.values()], rows, {
    sid: ({ sid }) => sid,
    keyOfTruth: ({ sid }) => sid,
    keyOfRow: ({ CallSid }) => CallSid,
    differences: (leg, row) => [
      same('leg', row.leg, leg.kind),
      same('CallStatus', row.CallStatus, leg.status),
      same('CallDuration', row.CallDuration, leg.duration),
      same('ParentCallSid', row.ParentCallSid, leg.parent ?? null),
      same('operator_id', row.operator_id, leg.identity ?? null),
      timely('ended_at', row.ended_at, leg.endedAt, leg.endToldAt),
    ],
  })
}

/** Of softphones' legs, and of those that colleagues were rung on. */
function wrongOperatorCalls(legs: Legs, rows: Row<'operator_call'>[]): Wrong[] {
  const softphones = [...legs.values()].filter(({ kind }) => kind === 'operator' || kind === 'colleague')
  return compared('operator_call', softphones, rows, {
    sid: ({ sid }) => sid,
    keyOfTruth: ({ sid }) => sid,
    keyOfRow: ({ CallSid }) => CallSid,
    differences: (leg, row) => [
      same('operator_id', row.operator_id, leg.identity),
      // How the dialled leg fared is how the dialling one did.
      same('status', row.status, dialledBy(legs, leg)?.status ?? leg.status),
      same('answered', row.answered_at !== null, leg.joined),
      timely('ended_at', row.ended_at, leg.endedAt, leg.endToldAt),
    ],
  })
}
