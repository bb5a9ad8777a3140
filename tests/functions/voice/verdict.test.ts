import { beforeEach, expect, test } from 'vitest'
import {
  legEnded,
  legProgress,
  menuEnded,
  visitAnswered,
  visitLeft,
  visitWaiting,
} from '../../../src/call/call-rows.ts'
import { operatorDialEnded, softphoneDials } from '../../../src/call/operator-dialling.ts'
import type { Procedure } from '../../../src/db/procedures.ts'
import { aQueue, anOperator, aSession } from '../../support/builders.ts'
import { useDatabase } from '../../support/database.ts'
import { shuffled, useContainers } from '../../support/write-rows.ts'
import { caller, softphone } from './run-step.ts'

const database = useDatabase()
const write = useContainers(database, 4)

beforeEach(async () => {
  await aQueue(database.db)
  await anOperator(database.db, { queues: ['support'] })
  await aSession(database.db)
  await anOperator(database.db, { operator_id: 'operator2' })
})

const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 3, 0, 0) + second * 1000)
const inQueue = { ...caller, queue: 'support', QueueSid: 'QU1' }
const operatorLeg = { CallSid: softphone.CallSid, clientName: 'operator1', queue: 'support' }

/** One caller's own names, so that many calls lie in one table. */
const named = (nth: number) => ({
  CallSid: `CA${String(nth).padStart(32, '0')}`,
  visit: `01JD${String(nth).padStart(22, '0')}`,
  again: `01JE${String(nth).padStart(22, '0')}`,
})

interface Story {
  /** Twilio's word for the end of the stay, and the status that came with it; none where `queue-left` never came. */
  word?: string
  status?: 'in-progress' | 'completed'
  /** An operator was told to come, 40 s after the caller entered. */
  answered?: boolean
  /** What the end of the operator's dial said. */
  dial?: boolean
  /** The caller was put in line again, and gave up there. */
  again?: boolean
  /** When the call ended; the stay ended at 60 s where there is a word. */
  over?: number
}

/** All that is ever written about such a call, in the order in which it happens. */
function writesOf(story: Story, nth: number): Procedure[] {
  const { CallSid, visit, again } = named(nth)
  const { word, status = 'completed', over = 70 } = story
  const stay = { ...inQueue, CallSid, visit }
  const next = { ...stay, visit: again, previous: visit }
  const dialEnd = { ...operatorLeg, DialCallSid: CallSid, bridged: story.dial, QueueTime: 40 }
  return [
    visitWaiting({ ...stay, QueueTime: 0 }, at(0)),
    ...(story.answered
      ? [
          visitAnswered(
            { ...stay, QueueTime: 40, DequeingCallSid: softphone.CallSid, clientName: 'operator1' },
            at(40),
          ),
        ]
      : []),
    ...(story.dial === undefined
      ? []
      : [operatorDialEnded(story.dial ? { ...dialEnd, DialCallDuration: 15 } : dialEnd, at(60))]),
    ...(word ? [visitLeft({ ...stay, QueueTime: 40, QueueResult: word, CallStatus: status }, at(60))] : []),
    ...(story.again
      ? [
          visitWaiting({ ...next, QueueTime: 0 }, at(61)),
          visitLeft({ ...next, QueueTime: 4, QueueResult: 'hangup', CallStatus: 'completed' }, at(65)),
        ]
      : []),
    legEnded(
      {
        ...caller,
        CallSid,
        CallStatus: 'completed',
        CallDuration: over,
        leg: 'caller',
        endedAt: at(over),
      },
      at(over),
    ),
  ]
}

/** The verdict on the first visit, in words such as `abandoned/waiting`, the same after any order of the webhooks. */
async function verdictOn(story: Story): Promise<string> {
  const orders = 6
  const calls = Array.from({ length: orders }, () => fresh++)
  await Promise.all(
    calls.map(async (nth, order) => {
      const writes = writesOf(story, nth)
      for (const procedure of order === 0 ? writes : shuffled(writes, nth)) await write(procedure)
    }),
  )
  const rows = await database.db
    .selectFrom('enqueue_data')
    .select(['result', 'stage', 'left_for'])
    .where(
      'visit_id',
      'in',
      calls.map((nth) => named(nth).visit),
    )
    .execute()
  expect(rows).toHaveLength(orders)
  const words = new Set(
    rows.map(({ result, stage, left_for }) => [result, stage ?? left_for].filter(Boolean).join('/')),
  )
  expect([...words]).toHaveLength(1)
  return [...words][0]!
}
let fresh = 1

const everyStatus = ['in-progress', 'completed'] as const

/** Twilio's word, the call's status with it, and the verdict: where nobody had come, and where an operator was coming. */
const table: [string, 'in-progress' | 'completed', string, string][] = [
  ...everyStatus
    .flatMap((status) => [
      ['bridged', status, 'answered', 'answered'] as const,
      ['redirected-from-bridged', status, 'answered', 'answered'] as const,
      ['hangup', status, 'abandoned/waiting', 'abandoned/connecting'] as const,
      ['leave', status, 'left/other', 'left/other'] as const,
      ['redirected', status, 'left/other', 'left/other'] as const,
      ['queue-full', status, 'refused', 'refused'] as const,
      ['a-word-twilio-adds-later', status, 'error', 'abandoned/connecting'] as const,
    ])
    .map((row): [string, 'in-progress' | 'completed', string, string] => [...row]),
  ['error', 'in-progress', 'error', 'abandoned/connecting'],
  ['error', 'completed', 'abandoned/waiting', 'abandoned/connecting'],
  ['system-error', 'in-progress', 'error', 'abandoned/connecting'],
  ['system-error', 'completed', 'abandoned/waiting', 'abandoned/connecting'],
  ['bridging-in-process', 'in-progress', 'error', 'abandoned/connecting'],
  ['bridging-in-process', 'completed', 'abandoned/waiting', 'abandoned/connecting'],
]

test.each(table)(
  '%s with a call %s is %s, with an operator on the way %s',
  async (word, status, none, coming) => {
    expect(await verdictOn({ word, status })).toBe(none)
    expect(await verdictOn({ word, status, answered: true })).toBe(coming)
  },
)

test.each(['error', 'system-error', 'bridging-in-process', 'a-word-twilio-adds-later'])(
  'a visit that ended %s and was put back in line is returned, whoever was on the way',
  async (word) => {
    expect(await verdictOn({ word, status: 'in-progress', again: true })).toBe('returned')
    expect(await verdictOn({ word, status: 'in-progress', again: true, answered: true })).toBe('returned')
    expect(await verdictOn({ word: 'bridged', status: 'in-progress', again: true })).toBe('answered')
  },
)

test('a visit of which no word came is answered where the call outlived its answer by 6 s, else unknown', async () => {
  expect(await verdictOn({})).toBe('unknown')
  expect(await verdictOn({ answered: true, over: 45.999 })).toBe('unknown')
  expect(await verdictOn({ answered: true, over: 46 })).toBe('answered')
  expect(await verdictOn({ answered: true, over: 90, dial: false })).toBe('unknown')
  expect(await verdictOn({ answered: true, over: 45, dial: true })).toBe('answered')
  expect(await verdictOn({ again: true })).toBe('returned')
})

test('what the operator’s dial was told counts unless Twilio’s word about the caller denies it', async () => {
  const told = { answered: true, dial: true }
  expect(await verdictOn({ ...told, word: 'hangup' })).toBe('abandoned/connecting')
  expect(await verdictOn({ ...told, word: 'a-word-twilio-adds-later' })).toBe('answered')
  expect(await verdictOn({ dial: true, word: 'bridged' })).toBe('answered')
})

const visits = () => database.db.selectFrom('enqueue_data').selectAll().orderBy('entered_at').execute()
const callsInTable = () => database.db.selectFrom('call_data').selectAll().execute()

test('a call is answered if any of its visits was, else what became of the last', async () => {
  const nth = fresh++
  for (const procedure of writesOf({ word: 'error', status: 'in-progress', again: true }, nth))
    await write(procedure)
  expect(await callsInTable()).toMatchObject([
    {
      direction: 'inbound',
      number: caller.From,
      result: 'abandoned',
      stage: 'waiting',
      visits: 2,
      ended_by: 'caller',
    },
  ])
  // 60 s before the error and 4 s after it: one wait, told of the last visit and of the call.
  expect((await visits()).map(({ waited_ms }) => waited_ms)).toEqual([60_000, 65_000])
  expect((await callsInTable())[0]!.waited_ms).toBe(65_000)
})

test('a served call knows how long the caller waited, who talked for how long, and who hung up', async () => {
  const nth = fresh++
  for (const procedure of writesOf(
    { word: 'bridged', status: 'in-progress', answered: true, dial: true },
    nth,
  ))
    await write(procedure)
  expect(await callsInTable()).toMatchObject([
    { result: 'answered', operator_id: 'operator1', queue_id: 'support', ended_by: 'operator' },
  ])
  // The dial ended at 60 s after a talk of 15 s: the caller waited for 45 s, guidance included.
  expect(await callsInTable()).toMatchObject([
    { waited_ms: 45_000, talked_ms: 15_000, held_ms: 0, began_at: at(0), ended_at: at(70) },
  ])
})

const menuCall = (own: object) =>
  legEnded({ ...caller, CallStatus: 'completed', CallDuration: 30, leg: 'caller', ...own }, at(200))

test.each([
  ['given up in the menu', 120, { result: 'abandoned', stage: 'menu' }],
  ['too long for the menu: something was not written', 121, { result: 'unknown', stage: null }],
])('an end alone is a call %s', async (_what, CallDuration, verdict) => {
  await write(menuCall({ CallDuration }))
  expect(await callsInTable()).toMatchObject([{ ...verdict, visits: 0, began_at: at(200 - CallDuration) }])
})

test('a call that failed is an error, not a caller who gave up', async () => {
  await write(menuCall({ CallStatus: 'failed' }))
  expect(await callsInTable()).toMatchObject([{ result: 'error', ended_by: 'system' }])
})

test('a call that heard the announcement was served by it, whenever its end came', async () => {
  const heard = menuEnded(caller, 'information', at(180))
  for (const order of [
    [heard, menuCall({ CallDuration: 150 })],
    [menuCall({ CallDuration: 150 }), heard],
  ]) {
    await database.db.deleteFrom('call_data').execute()
    await database.db.deleteFrom('statuscallback_data').execute()
    for (const procedure of order) await write(procedure)
    expect(await callsInTable()).toMatchObject([{ result: 'information', ended_by: 'system' }])
  }
})

test('a call that goes on is open, and says where', async () => {
  const { CallSid, visit } = named(fresh++)
  const stay = { ...inQueue, CallSid, visit }
  await write(visitWaiting({ ...stay, QueueTime: 0 }, at(0)))
  expect(await callsInTable()).toMatchObject([{ result: 'open', stage: 'waiting', waited_ms: null }])
  const answer = { ...stay, QueueTime: 9, DequeingCallSid: softphone.CallSid, clientName: 'operator1' }
  await write(visitAnswered(answer, at(9)))
  expect(await callsInTable()).toMatchObject([{ result: 'open', stage: 'connecting', waited_ms: 9000 }])
})

test.each([
  ['anonymous', null, 1],
  ['+266696687', null, 1],
  ['', null, 1],
  ['sip:anonymous@anonymous.invalid', null, 1],
  ['sip:reception@example.com', null, 0],
  ['0312345678', '+81312345678', 0],
  ['sip:0312345678@example.com', '+81312345678', 0],
])('a call from “%s” has the number %s', async (From, number, withheld) => {
  await write(menuCall({ From }))
  expect(await callsInTable()).toMatchObject([{ number, withheld }])
})

const child = {
  ...caller,
  CallSid: `CA${'3'.repeat(32)}`,
  ParentCallSid: softphone.CallSid,
  leg: 'outbound' as const,
  clientName: 'operator1',
  parentClientName: 'operator1',
}

function dialled(end: string): Procedure[] {
  const CallDuration = end === 'completed' ? 20 : undefined
  const asked = { CallSid: softphone.CallSid, clientName: 'operator1', destination: '03-1234-5678' }
  return [
    softphoneDials({ ...asked, number: '+81312345678' }, at(0)),
    legProgress({ ...child, CallStatus: 'initiated' }, at(1)),
    ...(CallDuration ? [legProgress({ ...child, CallStatus: 'in-progress' }, at(9))] : []),
    legEnded({ ...child, CallStatus: end, CallDuration, endedAt: at(29) }, at(29)),
    legEnded({ ...softphone, CallStatus: 'completed', leg: 'operator', clientName: 'operator1' }, at(30)),
  ]
}

test.each([
  ['completed', { result: 'answered', talked_ms: 20_000 }],
  ['busy', { result: 'busy', talked_ms: null }],
  ['no-answer', { result: 'no-answer', talked_ms: null }],
  ['failed', { result: 'failed', talked_ms: null }],
  ['canceled', { result: 'canceled', talked_ms: null }],
])('a dialled call whose other end was %s is one call, in any order', async (end, verdict) => {
  for (let order = 0; order < 8; order++) {
    for (const table of ['call_data', 'operator_call', 'statuscallback_data'] as const)
      await database.db.deleteFrom(table).execute()
    for (const procedure of order === 0 ? dialled(end) : shuffled(dialled(end), order)) await write(procedure)
    expect(await callsInTable()).toMatchObject([
      {
        ...verdict,
        ...{ CallSid: softphone.CallSid, direction: 'outbound', number: '+81312345678' },
        ...{ operator_id: 'operator1', began_at: at(0), ended_at: at(29), visits: 0 },
      },
    ])
  }
})

test('a call that was refused, and a leg that waits, are no calls', async () => {
  const asked = { CallSid: softphone.CallSid, clientName: 'operator1' }
  await write(softphoneDials({ ...asked, destination: '110', refusal: 'emergency' }, at(0)))
  await write(
    softphoneDials({ ...asked, CallSid: 'CA-waits', destination: 'queue:support', queue: 'support' }, at(1)),
  )
  for (const CallSid of [softphone.CallSid, 'CA-waits'])
    await write(
      legEnded(
        { ...softphone, CallSid, CallStatus: 'completed', leg: 'operator', clientName: 'operator1' },
        at(9),
      ),
    )
  expect(await callsInTable()).toEqual([])
})

/** What is written later of a softphone that was told that nobody can look up numbers now. */
const refusedForNow = softphoneDials(
  { CallSid: softphone.CallSid, clientName: 'operator1', destination: undefined, refusal: 'database-away' },
  at(0),
)

test('a number that was refused for want of MySQL is no call, even where MySQL had taken the question', async () => {
  const [asked, , , , over] = dialled('completed') as [Procedure, ...Procedure[]]
  for (const procedure of [asked, refusedForNow, over!]) await write(procedure)
  expect(await callsInTable()).toEqual([])
})

test('a number that one of two equal questions was refused, and the other put through, is a call', async () => {
  for (let order = 0; order < 8; order++) {
    for (const table of ['call_data', 'operator_call', 'statuscallback_data'] as const)
      await database.db.deleteFrom(table).execute()
    for (const procedure of shuffled([refusedForNow, ...dialled('completed')], order)) await write(procedure)
    expect(await callsInTable()).toMatchObject([
      { result: 'answered', number: '+81312345678', talked_ms: 20_000 },
    ])
    expect(await database.db.selectFrom('operator_call').select('refusal').execute()).toEqual([
      { refusal: null },
    ])
  }
})

test('an operator’s leg keeps no answer whose two were never joined, in any order', async () => {
  for (let order = 0; order < 12; order++) {
    const story = { word: 'hangup', answered: true, dial: false } as const
    const writes = writesOf(story, fresh++)
    await database.db.deleteFrom('operator_call').execute()
    for (const procedure of order === 0 ? writes : shuffled(writes, order)) await write(procedure)
    expect(await database.db.selectFrom('operator_call').selectAll().execute()).toMatchObject([
      { answered_at: null, destination: 'queue:support' },
    ])
  }
})
