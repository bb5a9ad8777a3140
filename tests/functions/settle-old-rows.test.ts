import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { settleOldRows } from '../../src/call/settle-old-rows.ts'
import { openPool } from '../../src/db/pool.ts'
import { aQueue } from '../support/builders.ts'
import { useDatabase } from '../support/database.ts'

const database = useDatabase()
const now = new Date('2026-11-22T03:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 3600_000)

/** As the version before left them: facts, and no verdict. */
async function oldCall(days: number, word: 'hangup' | 'bridged' | null): Promise<string> {
  const { db } = database
  const entered_at = daysAgo(days)
  const left_at = new Date(entered_at.getTime() + 30_000)
  const CallSid = `CA-${days}`
  const stamps = { created_at: entered_at, updated_at: entered_at }
  const stay = { CallSid, From: '+819012345678', queue_id: 'support', ...stamps }
  const visit_id = String(days).padStart(26, '0')
  if (word)
    await db
      .insertInto('enqueue_data')
      .values({ ...stay, visit_id, entered_at, left_at, QueueResult: word, CallStatus: 'completed' })
      .execute()
  if (word === 'bridged')
    await db
      .insertInto('queue_data')
      .values({
        ...stay,
        visit_id,
        DequeingCallSid: `CB-${days}`,
        operator_id: 'operator1',
        answered_at: entered_at,
        bridged: 1,
      })
      .execute()
  await db
    .insertInto('statuscallback_data')
    .values({ CallSid, From: '+819012345678', leg: 'caller', CallDuration: 35, ended_at: left_at, ...stamps })
    .execute()
  return CallSid
}

const verdicts = () =>
  database.db
    .selectFrom('call_data')
    .select(['CallSid', 'result', 'stage', 'number'])
    .orderBy('began_at', 'desc')
    .execute()

beforeEach(async () => {
  await aQueue(database.db)
})

test('old calls get their verdict, newest first, as far back as asked, and the rest the next time', async () => {
  await oldCall(1, 'hangup')
  await oldCall(2, 'bridged')
  await oldCall(3, null)
  await oldCall(40, 'hangup')
  await database.db
    .insertInto('operator_call')
    .values([
      {
        CallSid: 'CB-dialled',
        operator_id: 'operator1',
        destination: '03-1234-5678',
        number: '+81312345678',
        started_at: daysAgo(4),
        answered_at: daysAgo(4),
        ended_at: daysAgo(4),
        status: 'completed',
        created_at: now,
        updated_at: now,
      },
      {
        CallSid: 'CB-waits',
        operator_id: 'operator1',
        destination: 'queue:support',
        started_at: daysAgo(4),
        created_at: now,
        updated_at: now,
      },
    ] as never)
    .execute()
  const pool = openPool(database.url)
  const number = '+819012345678'
  expect(await settleOldRows(pool, { back: daysAgo(31) })).toBeGreaterThan(0)
  const young = [
    { CallSid: 'CA-1', result: 'abandoned', stage: 'waiting', number },
    { CallSid: 'CA-2', result: 'answered', stage: null, number },
    { CallSid: 'CA-3', result: 'abandoned', stage: 'menu', number },
    { CallSid: 'CB-dialled', result: 'answered', stage: null, number: '+81312345678' },
  ]
  expect((await verdicts()).slice(0, 4)).toEqual(young)
  await settleOldRows(pool)
  expect(await verdicts()).toEqual([
    ...young,
    { CallSid: 'CA-40', result: 'abandoned', stage: 'waiting', number },
  ])
  expect(await settleOldRows(pool)).toBe(0)
})

test('a row without its verdict is in no sum: it has none until its turn comes', async () => {
  await oldCall(1, 'hangup')
  const { rows } = await sql`select result from enqueue_data`.execute(database.db)
  expect(rows).toEqual([{ result: null }])
})
