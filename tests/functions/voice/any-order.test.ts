import { createPool, type Pool } from 'mysql2'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { legEnded, legProgress, visitAnswered, visitLeft, visitWaiting } from '../../../src/call/call-rows.ts'
import {
  operatorDialEnded,
  softphoneDials,
  type DialEndAnswer,
  type DiallingAnswer,
} from '../../../src/call/operator-dialling.ts'
import { ask } from '../../../src/db/call-database.ts'
import { statementOf, type Procedure } from '../../../src/db/procedures.ts'
import { poolOptions } from '../../../src/db/pool.ts'
import { aQueue, anOperator, aSession } from '../../support/builders.ts'
import { emptyTables, useDatabase } from '../../support/database.ts'
import { shuffled } from '../../support/write-rows.ts'
import { caller, softphone } from './run-step.ts'

const database = useDatabase()
let containers: Pool[] = []

beforeEach(async () => {
  await furnish()
  containers = Array.from({ length: 4 }, () => createPool(poolOptions(database.url)))
})
afterEach(() => Promise.all(containers.map((pool) => pool.promise().end())))

const visit = { ...caller, visit: '01JD0000000000000000000000', queue: 'support', QueueSid: 'QU1' }
const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 3, 0, second))

/** Everything that is ever written about a call that an operator served. */
function servedCall(): Procedure[] {
  const operator = { CallSid: softphone.CallSid, clientName: 'operator1' }
  return [
    softphoneDials({ ...operator, destination: 'queue:support', queue: 'support' }, at(0)),
    visitWaiting({ ...visit, QueueTime: 0 }, at(10)),
    visitWaiting({ ...visit, QueueTime: 30 }, at(40)),
    visitAnswered(
      { ...visit, QueueTime: 35, DequeingCallSid: softphone.CallSid, clientName: 'operator1' },
      at(45),
    ),
    visitLeft({ ...visit, QueueTime: 35, QueueResult: 'bridged' }, at(90)),
    legEnded({ ...caller, CallStatus: 'completed', CallDuration: 95, leg: 'caller' }, at(91)),
    operatorDialEnded(
      {
        ...operator,
        queue: 'support',
        bridged: true,
        DialCallSid: caller.CallSid,
        DialCallDuration: 41,
        QueueSid: 'QU1',
        QueueTime: 35,
      },
      at(90),
    ),
    legEnded(
      { ...softphone, CallStatus: 'completed', CallDuration: 92, leg: 'operator', clientName: 'operator1' },
      at(92),
    ),
  ]
}

function abandonedCall(): Procedure[] {
  return [
    visitWaiting({ ...visit, QueueTime: 0 }, at(10)),
    visitWaiting({ ...visit, QueueTime: 30 }, at(40)),
    visitLeft({ ...visit, QueueTime: 42, CallStatus: 'completed', QueueResult: 'hangup' }, at(52)),
    legEnded({ ...caller, CallStatus: 'completed', CallDuration: 60, leg: 'caller' }, at(52)),
  ]
}

/** A caller whose wait broke twice, and who hung up the third time. */
function returningCall(): Procedure[] {
  const second = { ...visit, visit: '01JD0000000000000000000001', previous: visit.visit }
  return [
    visitWaiting({ ...visit, QueueTime: 0 }, at(10)),
    visitLeft({ ...visit, QueueTime: 5, QueueResult: 'error' }, at(15)),
    visitWaiting({ ...second, QueueTime: 0 }, at(16)),
    visitLeft({ ...second, QueueTime: 9, CallStatus: 'completed', QueueResult: 'hangup' }, at(25)),
    legEnded({ ...caller, CallStatus: 'completed', CallDuration: 20, leg: 'caller' }, at(25)),
  ]
}

function outgoingCall(): Procedure[] {
  const child = {
    ...caller,
    CallSid: `CA${'3'.repeat(32)}`,
    ParentCallSid: softphone.CallSid,
    leg: 'outbound' as const,
    clientName: 'operator1',
    parentClientName: 'operator1',
  }
  const dialling = { CallSid: softphone.CallSid, clientName: 'operator1', destination: '03-1234-5678' }
  return [
    softphoneDials({ ...dialling, number: '+81312345678' }, at(0)),
    legProgress({ ...child, CallStatus: 'initiated' }, at(1)),
    legProgress({ ...child, CallStatus: 'in-progress' }, at(9)),
    legEnded({ ...child, CallStatus: 'completed', CallDuration: 20 }, at(29)),
    legEnded({ ...softphone, CallStatus: 'completed', leg: 'operator', clientName: 'operator1' }, at(29)),
  ]
}

function colleagueCall(): Procedure[] {
  const child = {
    ...softphone,
    CallSid: `CA${'3'.repeat(32)}`,
    ParentCallSid: softphone.CallSid,
    leg: 'colleague' as const,
    clientName: 'operator2',
    parentClientName: 'operator1',
  }
  const dialling = {
    CallSid: softphone.CallSid,
    clientName: 'operator1',
    destination: 'operator:operator2',
    colleague: 'operator2',
  }
  return [
    softphoneDials(dialling, at(0)),
    legProgress({ ...child, CallStatus: 'initiated' }, at(1)),
    legProgress({ ...child, CallStatus: 'in-progress' }, at(5)),
    legEnded({ ...child, CallStatus: 'completed', CallDuration: 20 }, at(25)),
    legEnded({ ...softphone, CallStatus: 'completed', leg: 'operator', clientName: 'operator1' }, at(25)),
  ]
}

/** The first operator vanished, and Twilio asked again for the guidance when the caller was out of the queue. */
function guidedTooLate(): Procedure[] {
  const second = { ...visit, visit: '01JD0000000000000000000001', previous: visit.visit }
  const coming = { ...visit, QueueTime: 0, clientName: 'operator1' }
  return [
    visitWaiting({ ...visit, QueueTime: 0 }, at(26)),
    visitLeft({ ...visit, QueueTime: 0, QueueResult: 'bridging-in-process' }, at(28)),
    visitAnswered({ ...coming, DequeingCallSid: 'CA-vanished' }, at(30)),
    visitWaiting({ ...second, QueueTime: 0 }, at(33)),
    visitAnswered({ ...coming, DequeingCallSid: softphone.CallSid }, at(33)),
    visitLeft({ ...second, QueueTime: 0, QueueResult: 'bridged' }, at(56)),
    legEnded({ ...caller, CallStatus: 'completed', CallDuration: 40, leg: 'caller' }, at(57)),
  ]
}

const calls = { servedCall, abandonedCall, returningCall, outgoingCall, colleagueCall, guidedTooLate }

test.each(Object.entries(calls))('%s leaves the same rows in any order', async (_name, call) => {
  const documented = await rowsAfter(call())
  for (let round = 0; round < 25; round++)
    expect(await rowsAfter(shuffled(call(), round))).toEqual(documented)
})

test('an answer that was told of late belongs to the stay that was left, in any order', async () => {
  for (let round = 0; round < 25; round++) {
    await rowsAfter(round ? shuffled(guidedTooLate(), round) : guidedTooLate())
    const answers = await database.db
      .selectFrom('queue_data as answer')
      .innerJoin('enqueue_data as stay', 'stay.visit_id', 'answer.visit_id')
      .select(['answer.DequeingCallSid', 'answer.bridged', 'stay.visit_id', 'stay.entered_at'])
      .orderBy('stay.visit_id')
      .execute()
    expect(answers).toEqual([
      { DequeingCallSid: 'CA-vanished', bridged: 0, visit_id: visit.visit, entered_at: at(26) },
      {
        DequeingCallSid: softphone.CallSid,
        bridged: 1,
        visit_id: '01JD0000000000000000000001',
        entered_at: at(33),
      },
    ])
  }
})

test.each(Object.entries(calls))(
  '%s leaves the same rows when every webhook comes twice at the same moment, to several containers',
  async (_name, call) => {
    const documented = await rowsAfter(call())
    for (let round = 0; round < 20; round++) {
      await startAfresh()
      await Promise.all(
        shuffled([...call(), ...call()], round).map((procedure) => writeUntilWritten(procedure)),
      )
      expect(await rows()).toEqual(documented)
    }
  },
  60_000,
)

// Of the last, the end of the whole call alone proves that no other stay comes that the late answer could be of.
test.each(Object.entries(calls).filter(([name]) => name !== 'guidedTooLate'))(
  '%s has no open end and no stray answer when any one webhook is lost',
  async (_name, call) => {
    for (const lost of call().keys()) {
      const heard = call().filter((_procedure, index) => index !== lost)
      for (let round = 0; round < 5; round++) {
        const { enqueue_data, queue_data } = await rowsAfter(round ? shuffled(heard, round) : heard)
        expect(enqueue_data.filter(({ left_at }) => left_at === null)).toEqual([])
        expect(queue_data.filter(({ visit_id }) => visit_id === null)).toEqual([])
      }
    }
  },
)

test('of two legs on which an operator begins to wait at the same moment, one is ended', async () => {
  for (let round = 0; round < 20; round++) {
    await startAfresh()
    const starts = shuffled([`CA-1-${round}`, `CA-2-${round}`], round).map((CallSid) => {
      const queue = { clientName: 'operator1', destination: 'queue:support', queue: 'support' }
      return write<DiallingAnswer>(softphoneDials({ CallSid, ...queue }, at(0)))
    })
    const ended = (await Promise.all(starts)).map((rows) => rows[0]?.olderLegs)
    expect(ended.filter((legs) => legs)).toEqual([`CA-1-${round}`])
    const waitsOn = async (CallSid: string) => {
      const end = {
        CallSid,
        clientName: 'operator1',
        queue: 'support',
        bridged: false,
        DialCallSid: undefined,
      }
      return (await write<DialEndAnswer>(operatorDialEnded(end, at(600))))[0]?.mayWait
    }
    expect([await waitsOn(`CA-1-${round}`), await waitsOn(`CA-2-${round}`)]).toEqual([0, 1])
  }
})

async function rowsAfter(procedures: Procedure[]) {
  await startAfresh()
  for (const procedure of procedures) await write(procedure)
  return rows()
}

async function startAfresh(): Promise<void> {
  await emptyTables(database.url)
  await furnish()
}

async function furnish(): Promise<void> {
  await aQueue(database.db)
  await anOperator(database.db, { queues: ['support'] })
  await aSession(database.db)
  await anOperator(database.db, { operator_id: 'operator2' })
}

/** Twilio repeats a webhook that got 5xx; deadlocks between more than two webhooks at once may need that. */
async function writeUntilWritten(procedure: Procedure): Promise<void> {
  for (let time = 0; time < 4; time++)
    if (
      await write(procedure).then(
        () => true,
        () => false,
      )
    )
      return
  throw new Error(`${procedure.name} could not be written`)
}

let next = 0
async function write<Row>(procedure: Procedure): Promise<Row[]> {
  const pool = containers[next++ % containers.length]!
  return ask<Row>(async () => pool, { ...statementOf(procedure), insistent: true })
}

/** The rows without what depends on the moment: of times, only whether there is one. */
async function rows() {
  const { db } = database
  return {
    call_data: told(await db.selectFrom('call_data').selectAll().orderBy('CallSid').execute()),
    enqueue_data: told(await db.selectFrom('enqueue_data').selectAll().orderBy('visit_id').execute()),
    queue_data: told(await db.selectFrom('queue_data').selectAll().orderBy('DequeingCallSid').execute()),
    statuscallback_data: told(
      await db.selectFrom('statuscallback_data').selectAll().orderBy('CallSid').execute(),
    ),
    operator_call: told(await db.selectFrom('operator_call').selectAll().orderBy('CallSid').execute()),
  }
}

function told(rows: object[]): Record<string, unknown>[] {
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries({ ...row, id: undefined } as Record<string, unknown>).map(([name, value]) => [
        name,
        value instanceof Date ? 'a time' : value,
      ]),
    ),
  )
}
