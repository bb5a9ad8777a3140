import { beforeAll, expect, test } from 'vitest'
import { DeskInProcess } from '../../scripts/bench/desk-in-process.ts'
import { deskQuestions, deskSums } from '../../scripts/bench/desk-questions.ts'
import { excessive, meterReads, type Reading } from '../../scripts/bench/rows-read.ts'
import { fillYearsOfCalls } from '../../scripts/bench/years-of-calls.ts'
import { closePool, openPool } from '../../src/db/pool.ts'
import type { DeskAction } from '../../src/http/desk-actions.ts'
import { actionTable } from '../support/action-table.ts'
import { useDatabase } from '../support/database.ts'
import { fillHouse } from '../support/full-house.ts'

const database = useDatabase({ emptyEach: false })
let desk: DeskInProcess
let readings: Reading[]

beforeAll(async () => {
  await fillYearsOfCalls(database.url, 100_000)
  await closePool()
  const pool = openPool(database.url)
  readings = meterReads(pool)
  desk = new DeskInProcess(database.url, pool)
})

const titled = deskQuestions.map((question) => ({
  ...question,
  title: `${question.who}, ${question.action} ${JSON.stringify(question.request)}`,
}))

/** The session's among them. A change is begun, committed, and told to the log. */
const mostRoundTrips = 12
const mostOf: Partial<Record<DeskAction, number>> = {
  'customers/for-call': 4,
  // Counts what a stranger may try before it looks at the password.
  'session/login': 16,
  // These end what the operator has open: sessions, and the legs that wait, before and after the change.
  'operators/update': 16,
  'operators/delete': 14,
}

test.each(titled)(
  '$title: nothing is read or asked more often than it has to be',
  async ({ who, action, request }) => {
    const token = await desk.signIn(who)
    readings.length = 0
    const { status } = await desk.ask(token, action, request)
    expect(status).toBeLessThan(500)
    expect(readings.length).toBeGreaterThan(0)
    expect(readings.length).toBeLessThanOrEqual(mostOf[action] ?? mostRoundTrips)
    expect(await excessive(readings, deskSums, database.url)).toEqual([])
  },
)

test.each([
  ['everybody of a house', 100],
  ['the few whose histories are told', 3],
])('%s, with the longest names and notes: the answer is short and comes at once', async (_, people) => {
  const who = `operator${people}`
  await fillHouse(database.url, { who, people, number: `+8131234${String(people).padStart(4, '0')}` })
  const token = await desk.signIn(who)
  readings.length = 0
  const { status, bytes } = await desk.ask(token, 'customers/for-call', {})
  expect([status, readings.length]).toEqual([200, mostOf['customers/for-call']])
  expect(bytes).toBeGreaterThan(100_000)
  expect(bytes).toBeLessThan(200_000)
  expect(await excessive(readings, deskSums, database.url)).toEqual([])
})

test('every action of the desk is among them', () => {
  const asked = new Set(deskQuestions.map(({ action }) => action))
  expect([...asked].sort()).toEqual(Object.keys(actionTable).sort())
})
