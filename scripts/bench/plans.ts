import { testServer } from '../database/test-server.ts'
import { closePool, openPool } from '../../src/db/pool.ts'
import { build } from '../build.ts'
import { benchDatabase } from './bench-database.ts'
import { DeskInProcess } from './desk-in-process.ts'
import { deskQuestions, deskSums } from './desk-questions.ts'
import { verdict } from './figures.ts'
import { excessive, meterReads } from './rows-read.ts'
import { fillYearsOfCalls } from './years-of-calls.ts'

const rows = 1_000_000

/** Every statement of the desk's functions among a million rows: none reads more than it has to. */
export async function benchPlans(): Promise<boolean> {
  const [server] = await Promise.all([testServer(), build()])
  try {
    const url = await benchDatabase(server.url)
    const began = performance.now()
    await fillYearsOfCalls(url, rows)
    await closePool()
    console.log(`${rows} rows made in ${Math.round((performance.now() - began) / 1000)} s.`)
    return await measure(url)
  } finally {
    await closePool()
    await server.stop()
  }
}

async function measure(url: string): Promise<boolean> {
  const pool = openPool(url)
  const readings = meterReads(pool)
  const desk = new DeskInProcess(url, pool)
  let holds = true
  for (const { who, action, request } of deskQuestions) {
    const token = await desk.signIn(who)
    readings.length = 0
    await desk.ask(token, action, request)
    const [most] = [...readings].sort((one, other) => other.read - one.read)
    console.log(
      `${String(most?.read).padStart(7)} read for ${most?.rows}   ${action} ${JSON.stringify(request)}`,
    )
    const broken = await excessive(readings, deskSums, url)
    for (const [sql, { rows, read }] of new Map(broken.map((one) => [one.sql, one])))
      console.log(`        ${read} read for ${rows}: ${sql}`)
    holds &&= broken.length === 0
  }
  console.log(
    verdict(
      `no statement reads more than 20 rows for one among ${rows}`,
      holds ? 'none does' : 'see above',
      holds,
    ),
  )
  return holds
}
