import { expect, test } from 'vitest'
import {
  legEnded,
  legOver,
  menuEnded,
  repairLine,
  visitLeft,
  visitWaiting,
} from '../../src/call/call-rows.ts'
import { operatorDialEnded, softphoneDials } from '../../src/call/operator-dialling.ts'
import { readProcedure, UnreadableLine } from './read-procedure.ts'

const now = new Date('2025-11-22T10:00:00.123Z')
const stay = { CallSid: 'CA1', visit: '01JD0000000000000000000000', queue: 'support', QueueTime: 5 }
const left = repairLine(visitLeft({ ...stay, QueueResult: 'hangup' }, now))
const changed = (values: object) => JSON.stringify({ ...(JSON.parse(left) as object), ...values })

const procedures = [
  visitWaiting(stay, now),
  visitLeft({ ...stay, QueueResult: 'bridged' }, now),
  legEnded({ CallSid: 'CA1', leg: 'caller', CallDuration: 0 }, now),
  menuEnded({ CallSid: 'CA1' }, 'information', now),
  legOver('CA2', now),
  softphoneDials(
    { CallSid: 'CA2', clientName: 'operator1', destination: 'queue:support', queue: 'support' },
    now,
  ),
  operatorDialEnded(
    { CallSid: 'CA2', clientName: 'operator1', queue: 'support', bridged: false, DialCallSid: 'CA1' },
    now,
  ),
]

test.each(procedures)('reads the line of $name back as it was', (procedure) => {
  // Twilio's numbers are not in the line, nor what is read from them.
  const { number: _, withheld: __, ...values } = procedure.values as Record<string, unknown>
  expect(readProcedure(repairLine(procedure))).toEqual({ ...procedure, values })
})

test('keeps the order in which the procedure takes its values, whatever the line’s is', () => {
  const { repair, ...values } = JSON.parse(left) as Record<string, unknown>
  const turned = Object.fromEntries([...Object.entries(values).reverse(), ['repair', repair]])
  const { values: read } = readProcedure(JSON.stringify(turned))
  expect(Object.keys(read)).toEqual(Object.keys(visitLeft({ ...stay, QueueResult: 'hangup' }, now).values))
})

test.each([
  [left.slice(0, -1), 'cut off, or no JSON'],
  [left.slice(0, 40), 'cut off, or no JSON'],
  [changed({ repair: 'visit_seen' }), 'visit_seen is no procedure of this version'],
  [changed({ repair: 'toString' }), 'toString is no procedure of this version'],
  [changed({ repair: '+819012345678' }), '? is no procedure of this version'],
  [changed({ repair: 7 }), '? is no procedure of this version'],
  [changed({ CallDuration: 9 }), 'visit_left: takes no CallDuration'],
  [changed({ '+819012345678': 9 }), 'visit_left: takes no ?'],
  [changed({ visit: undefined }), 'visit_left: visit is missing'],
  [changed({ now: undefined, CallSid: undefined }), 'visit_left: CallSid is missing; now is missing'],
  [changed({ now: '2025-11-22' }), 'visit_left: now is not of its kind'],
  [changed({ now: '2025-02-30T10:00:00.000Z' }), 'visit_left: now is not of its kind'],
  [changed({ now: 1763805600123 }), 'visit_left: now is not of its kind'],
  [changed({ QueueTime: '5' }), 'visit_left: QueueTime is not of its kind'],
  [changed({ QueueTime: -1 }), 'visit_left: QueueTime is not of its kind'],
  [changed({ QueueTime: 1.5 }), 'visit_left: QueueTime is not of its kind'],
  [changed({ visit: '01JD' }), 'visit_left: visit is not of its kind'],
  [changed({ queue: ['support'] }), 'visit_left: queue is not of its kind'],
  [changed({ queue: null }), 'visit_left: queue is not of its kind'],
])('names what is wrong with %s', (line, problem) => {
  expect(() => readProcedure(line)).toThrow(new UnreadableLine(problem))
})
