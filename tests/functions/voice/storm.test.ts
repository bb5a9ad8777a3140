import { beforeEach, expect, test } from 'vitest'
import { visitAnswered, visitWaiting } from '../../../src/call/call-rows.ts'
import { aQueue, anOperator } from '../../support/builders.ts'
import { useDatabase } from '../../support/database.ts'
import { useContainers } from '../../support/write-rows.ts'
import { caller } from './run-step.ts'

const connections = 30
const perConnection = 25
const database = useDatabase()
const write = useContainers(database, connections)

beforeEach(async () => {
  await aQueue(database.db)
  for (let nth = 0; nth < connections; nth++) {
    const operator_id = `operator${nth}`
    await anOperator(database.db, { operator_id, queues: ['support'] })
  }
})

/** A caller who waits for 5 s and is then given to this operator, on a leg of its own. */
async function answer(operator: number, nth: number): Promise<void> {
  const digits = `${String(operator).padStart(4, '0')}${String(nth).padStart(4, '0')}`
  const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 3, nth) + second * 1000)
  const call = { ...caller, CallSid: `CA${digits.padStart(32, '1')}`, queue: 'support' }
  const DequeingCallSid = `CA${digits.padStart(32, '2')}`
  await write(visitWaiting({ ...call, visit: `01JD${digits.padStart(22, '0')}`, QueueTime: 0 }, at(1)))
  await write(
    visitAnswered({ ...call, QueueTime: 5, DequeingCallSid, clientName: `operator${operator}` }, at(6)),
  )
}

test('thirty containers that write at once lose none of 750 answers, at the first try of each', async () => {
  await Promise.all(
    Array.from({ length: connections }, async (_, operator) => {
      for (let nth = 0; nth < perConnection; nth++) await answer(operator, nth)
    }),
  )
  const { db } = database
  const served = connections * perConnection
  const verdicts = await db
    .selectFrom('call_data')
    .select((row) => ['result', 'stage', 'waited_ms', row.fn.countAll<number>().as('calls')])
    .groupBy(['result', 'stage', 'waited_ms'])
    .execute()
  expect(verdicts).toEqual([{ result: 'open', stage: 'connecting', waited_ms: 5000, calls: served }])
  const answers = await db.selectFrom('queue_data').selectAll().execute()
  expect(answers.filter(({ visit_id }) => visit_id !== null)).toHaveLength(served)
}, 60_000)
