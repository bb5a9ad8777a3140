import type { Selectable } from 'kysely'
import type { Db } from '../../../src/db/db.ts'
import type { Database } from '../../../src/db/schema.ts'
import type { Guidance, Stay, TrueLeg } from './truth.ts'

/** A row that does not tell what happened. */
export interface Wrong {
  /** The leg that it is about, or what the row takes for one. */
  sid: string
  what: string
}

/** Compares what the rows say with what happened; an empty list is what we promise. */
export async function wrongRows(db: Db, legs: Map<string, TrueLeg>): Promise<Wrong[]> {
  return [
    ...wrongVisits(legs, await db.selectFrom('enqueue_data').selectAll().execute()),
    ...wrongAnswers(legs, await db.selectFrom('queue_data').selectAll().execute()),
    ...wrongEnds(legs, await db.selectFrom('statuscallback_data').selectAll().execute()),
    ...wrongOperatorCalls(legs, await db.selectFrom('operator_call').selectAll().execute()),
  ]
}

type Row<Table extends keyof Database> = Selectable<Database[Table]>
type Legs = Map<string, TrueLeg>

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
    differences: ({ stay }, row) => [
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

function operatorOf(legs: Legs, guidance: Guidance | undefined): string | null {
  return legs.get(guidance?.operatorLeg ?? '')?.identity ?? null
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
      same('status', row.status, dialledBy(legs, leg)?.status ?? leg.status),
      same('answered', row.answered_at !== null, leg.joined),
      timely('ended_at', row.ended_at, leg.endedAt, leg.endToldAt),
    ],
  })
}

/** How the dialled leg fared is how the dialling one did. */
function dialledBy(legs: Legs, { sid }: TrueLeg): TrueLeg | undefined {
  return [...legs.values()].find(({ parent }) => parent === sid)
}

interface Comparison<Truth, Row> {
  sid(truth: Truth): string
  keyOfTruth(truth: Truth): string
  keyOfRow(row: Row): string
  differences(truth: Truth, row: Row): (string | undefined)[]
}

/** One row for everything that happened, and none for what did not. */
function compared<Truth, Row extends { CallSid: string }>(
  table: string,
  truths: Truth[],
  rows: Row[],
  { sid, keyOfTruth, keyOfRow, differences }: Comparison<Truth, Row>,
): Wrong[] {
  const left = new Map(rows.map((row) => [keyOfRow(row), row]))
  const wrong = truths.flatMap((truth) => {
    const row = left.get(keyOfTruth(truth))
    left.delete(keyOfTruth(truth))
    const found = row ? differences(truth, row) : ['is missing']
    return found.flatMap((what) => (what ? [{ sid: sid(truth), what: `${table} ${what}` }] : []))
  })
  const strays = [...left.values()].map(({ CallSid }) => ({
    sid: CallSid,
    what: `${table} has a row too many`,
  }))
  return [...wrong, ...strays]
}

function same(column: string, said: unknown, truth: unknown): string | undefined {
  return said === truth ? undefined : `${column} is ${String(said)}, should be ${String(truth)}`
}

/** A second, and what a busy machine takes for a step. */
const toleranceMs = 1200

/** Soon enough after the moment, or after the application could first know of it; and not before. */
function timely(column: string, said: Date | null, moment = NaN, known = moment): string | undefined {
  if (!said) return `${column} is missing`
  const [earliest, latest] = [moment - toleranceMs, Math.max(moment, known) + toleranceMs]
  if (said.getTime() >= earliest && said.getTime() <= latest) return undefined
  return `${column} is ${((said.getTime() - moment) / 1000).toFixed(1)} s after the moment`
}
