import type { Selectable } from 'kysely'
import type { CallDataTable } from '../../../src/db/schema.ts'
import { isWithheld, toKnownNumber } from '../../../src/known-number.ts'
import { compared, same, timely, type Wrong } from './compared.ts'
import { dialledBy, operatorOf, type Legs, type TrueLeg } from './truth.ts'
import { expectedCall, tellingStay } from './verdict.ts'

type Row = Selectable<CallDataTable>

/** Twilio tells of an end and of a length in whole seconds, from which a beginning may be reckoned. */
const roundedMs = 1000

/** One row for each caller, and for each number or colleague that was put through; none for any other leg. */
export function wrongCalls(legs: Legs, rows: Row[]): Wrong[] {
  const calls = [...legs.values()].filter((leg) => expectedCall(leg, legs))
  return compared(
    'call_data',
    calls,
    rows.filter((row) => !isBrokenOff(legs, row)),
    {
      sid: ({ sid }) => sid,
      keyOfTruth: ({ sid }) => sid,
      keyOfRow: ({ CallSid }) => CallSid,
      differences: (leg, row) => [
        same('result', row.result, expectedCall(leg, legs)?.result),
        same('stage', row.stage, expectedCall(leg, legs)?.stage),
        timely('began_at', row.began_at, leg.beganAt - roundedMs, beginningKnown(leg)),
        ...(leg.kind === 'caller' ? inboundDifferences(legs, leg, row) : dialledDifferences(legs, leg, row)),
      ],
    },
  )
}

/** Twilio counts a length from the answer; without one, what was heard first tells. */
const beginningKnown = ({ answeredAt, heardAt = NaN }: TrueLeg) => (answeredAt ?? heardAt) + roundedMs

/** The operator hung up before Twilio could dial: whether it did, the centre cannot know, and nothing else tells. */
function isBrokenOff(legs: Legs, { CallSid, result, direction }: Row): boolean {
  const leg = legs.get(CallSid)
  return leg?.kind === 'operator' && !leg.obeyed && result === 'canceled' && direction !== 'inbound'
}

function inboundDifferences(legs: Legs, leg: TrueLeg, row: Row) {
  const stay = tellingStay(leg)
  return [
    same('direction', row.direction, 'inbound'),
    same('number', row.number, toKnownNumber(leg.from)),
    same('withheld', row.withheld, isWithheld(leg.from) ? 1 : 0),
    same('visits', row.visits, leg.stays.length),
    same('queue_id', row.queue_id, stay?.queue ?? null),
    same('operator_id', row.operator_id, operatorOf(legs, stay?.guidance)),
    timely('ended_at', row.ended_at, leg.endedAt, leg.endToldAt),
    lasting('talked_ms', row.talked_ms, talkedMs(leg)),
  ]
}

/** A call to a number or a colleague is over when the other end is. */
function dialledDifferences(legs: Legs, leg: TrueLeg, row: Row) {
  const dialled = dialledBy(legs, leg)!
  return [
    same('direction', row.direction, dialled.kind),
    same('number', row.number, dialled.kind === 'outbound' ? dialled.to : null),
    same('visits', row.visits, 0),
    same('queue_id', row.queue_id, null),
    same('operator_id', row.operator_id, leg.identity),
    timely('ended_at', row.ended_at, dialled.endedAt, dialled.endToldAt),
    lasting('talked_ms', row.talked_ms, dialled.status === 'completed' ? dialled.duration * 1000 : null),
  ]
}

/** All talks together; null without any. */
function talkedMs({ stays, endedAt }: TrueLeg): number | null {
  const talks = stays.flatMap(({ joinedAt, partedAt = endedAt }) =>
    joinedAt === undefined ? [] : [partedAt - joinedAt],
  )
  return talks.length ? talks.reduce((sum, talk) => sum + talk) : null
}

/** Twilio tells of lengths in whole seconds, and each end of one may be heard of a little late. */
function lasting(column: string, said: number | null, truth: number | null): string | undefined {
  if (said === null || truth === null) return same(column, said, truth)
  return Math.abs(said - truth) <= 2000 ? undefined : `${column} is ${said}, should be about ${truth}`
}
