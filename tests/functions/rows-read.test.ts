import { beforeAll, expect, test } from 'vitest'
import { DeskInProcess } from '../../scripts/bench/desk-in-process.ts'
import { deskQuestions, deskSums } from '../../scripts/bench/desk-questions.ts'
import { excessive, meterReads, type Reading } from '../../scripts/bench/rows-read.ts'
import { fillYearsOfCalls } from '../../scripts/bench/years-of-calls.ts'
import { closePool, openPool } from '../../src/db/pool.ts'
import { actionTable } from '../support/action-table.ts'
import { useDatabase } from '../support/database.ts'

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

test.each(titled)('$title: no statement reads more than it has to', async ({ who, action, request }) => {
  const token = await desk.signIn(who)
  readings.length = 0
  expect(await desk.ask(token, action, request)).toBeLessThan(500)
  expect(readings.length).toBeGreaterThan(0)
  expect(await excessive(readings, deskSums, database.url)).toEqual([])
})

test('every action of the desk is among them', () => {
  const asked = new Set(deskQuestions.map(({ action }) => action))
  expect([...asked].sort()).toEqual(Object.keys(actionTable).sort())
})
