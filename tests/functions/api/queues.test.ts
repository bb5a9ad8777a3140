import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { createConnection } from 'mysql2/promise'
import { afterEach, expect, test, vi } from 'vitest'
import { startFunctions } from '../../../scripts/functions-server.ts'
import type { QueueSettings } from '../../../src/http/desk-actions.ts'
import { waitInLine } from '../../calls/call-centre.ts'
import { anOperator } from '../../support/builders.ts'
import { useCentre } from '../../support/centre.ts'
import { signIn } from '../../support/desk-client.ts'

const centre = useCentre()

const support: QueueSettings = {
  queueId: 'support',
  queueName: 'サポート',
  maxSize: 10,
  actionUrl: null,
  waitUrl: null,
  guidanceUrl: '/assets/guidance.xml',
  wrapUpSeconds: 10,
  serviceLevelSeconds: 20,
  shortAbandonSeconds: 5,
  thresholds: {
    waitingCaution: 5,
    waitingCritical: 10,
    longestWaitCautionSeconds: 60,
    longestWaitCriticalSeconds: 180,
    serviceLevelCautionPercent: 80,
    serviceLevelCriticalPercent: 70,
  },
}

afterEach(async () => {
  centre.emulator.faults.clear()
  await sql`drop trigger if exists between_the_two`.execute(centre.db)
})

async function anAdmin() {
  await anOperator(centre.db, { operator_id: 'admin', operator_level_id: 1 })
  return signIn(centre.url, 'admin')
}

/** Name and size of the queues at Twilio, and ours with their SIDs compared. */
async function bothSides() {
  const theirs = [...centre.emulator.telephony.queues.values()]
  const ours = await centre.db.selectFrom('queue').selectAll().execute()
  return {
    theirs: theirs.map(({ name, maxSize }) => [name, maxSize]),
    ours: ours.map(({ queue_id, max_size }) => [queue_id, max_size]),
    same: ours.every(({ twilio_queue_id }) => theirs.some(({ sid }) => sid === twilio_queue_id)),
  }
}

/** What happens to us after Twilio has done its part and before our commit: the audit is written last. */
async function betweenTheTwo(statement: string) {
  await sql
    .raw(
      `create trigger between_the_two before insert on audit_log for each row
       begin if new.action like 'queues/%' then ${statement}; end if; end`,
    )
    .execute(centre.db)
}

/** The connection that is held up between the two. */
function heldConnection(): Promise<{ id: number }> {
  return vi.waitUntil(
    async () => {
      const { rows } = await sql<{ id: number }>`
        select id from information_schema.processlist
        where state like 'user sleep%' and db = database()`.execute(centre.db)
      return rows[0]
    },
    { timeout: 10_000 },
  )
}

async function killConnection(): Promise<void> {
  const { id } = await heldConnection()
  await sql.raw(`kill ${id}`).execute(centre.db)
}

test('a queue is made at Twilio and here, and both agree', async () => {
  const desk = await anAdmin()
  const { queue } = await desk.must('queues/create', support)
  expect(queue).toMatchObject({ ...support, version: 1, operatorCount: 0 })
  expect(await bothSides()).toEqual({ theirs: [['support', 10]], ours: [['support', 10]], same: true })
  const { queues } = await desk.must('queues/list', { check: true })
  expect(queues).toEqual([{ ...queue, twilio: 'agrees' }])
})

test('what somebody did to a queue at Twilio is seen, and the next save mends it', async () => {
  const desk = await anAdmin()
  await desk.must('queues/create', support)
  const seen = async () => (await desk.must('queues/list', { check: true })).queues[0]!.twilio
  const atTwilio = [...centre.emulator.telephony.queues.values()][0]!
  atTwilio.maxSize = 3
  expect(await seen()).toBe('resized')
  atTwilio.name = 'renamed'
  expect(await seen()).toBe('renamed')
  await desk.must('queues/update', { ...support, version: 1 })
  expect(await seen()).toBe('agrees')
  centre.emulator.telephony.queues.delete(atTwilio.sid)
  expect(await seen()).toBe('missing')
  await desk.must('queues/update', { ...support, version: 2 })
  expect(await seen()).toBe('agrees')
  centre.emulator.faults.add({ kind: 'status', status: 503, on: 'rest', path: '*' })
  expect(await seen()).toBe('unknown')
})

for (const kind of [
  { kind: 'refused' },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 429 },
] as const) {
  test(`when Twilio fails (${Object.values(kind).join(' ')}), nothing is done on either side`, async () => {
    const desk = await anAdmin()
    const { queue } = await desk.must('queues/create', support)
    const before = await bothSides()
    centre.emulator.faults.add({ ...kind, on: 'rest', path: '*/Queues*' })
    const away = { status: 502, body: { error: { code: 'twilio-away' } } }
    expect(await desk.call('queues/create', { ...support, queueId: 'sales' })).toMatchObject(away)
    expect(await desk.call('queues/update', { ...support, maxSize: 20, version: 1 })).toMatchObject(away)
    expect(await desk.call('queues/delete', { queueId: 'support', version: 1 })).toMatchObject(away)
    expect(await bothSides()).toEqual(before)
    expect((await desk.must('queues/list', {})).queues).toEqual([queue])
  })
}

test('when MySQL refuses after Twilio agreed, Twilio is put back', async () => {
  const desk = await anAdmin()
  await desk.must('queues/create', support)
  await betweenTheTwo("signal sqlstate '45000'")
  const failed = { status: 500, body: { error: { code: 'internal' } } }
  expect(await desk.call('queues/create', { ...support, queueId: 'sales' })).toMatchObject(failed)
  expect(await desk.call('queues/update', { ...support, maxSize: 20, version: 1 })).toMatchObject(failed)
  expect(await bothSides()).toEqual({ theirs: [['support', 10]], ours: [['support', 10]], same: true })
  expect(await desk.call('queues/delete', { queueId: 'support', version: 1 })).toMatchObject(failed)
  expect(await bothSides()).toEqual({ theirs: [['support', 10]], ours: [['support', 10]], same: true })
  await sql`drop trigger between_the_two`.execute(centre.db)
  await desk.must('queues/delete', { queueId: 'support', version: 1 })
  expect(await bothSides()).toEqual({ theirs: [], ours: [], same: true })
})

test('a queue whose SID at Twilio has changed is removed by its name', async () => {
  const desk = await anAdmin()
  await desk.must('queues/create', support)
  await centre.db
    .updateTable('queue')
    .set({ twilio_queue_id: `QU${'0'.repeat(32)}` })
    .execute()
  await desk.must('queues/delete', { queueId: 'support', version: 1 })
  expect(await bothSides()).toEqual({ theirs: [], ours: [], same: true })
})

test('when the connection to MySQL is lost before the commit, Twilio is put back', async () => {
  const desk = await anAdmin()
  await desk.must('queues/create', support)
  await betweenTheTwo('do sleep(5)')
  const away = { status: 503, body: { error: { code: 'database-away' } } }
  for (const attempt of [
    () => desk.call('queues/create', { ...support, queueId: 'sales' }),
    () => desk.call('queues/update', { ...support, maxSize: 20, version: 1 }),
    () => desk.call('queues/delete', { queueId: 'support', version: 1 }),
  ]) {
    const [answer] = await Promise.all([attempt(), killConnection()])
    expect(answer).toMatchObject(away)
    expect(await bothSides()).toMatchObject({ theirs: [['support', 10]], ours: [['support', 10]] })
  }
})

test('when the process is killed between the two, the same action once more mends it', async () => {
  const desk = await anAdmin()
  const killedDuring = async (action: () => Promise<unknown>) => {
    await betweenTheTwo('do sleep(2)')
    const asked = action().catch(() => undefined)
    await heldConnection()
    await restartFunctions()
    await asked
    await sql`drop trigger between_the_two`.execute(centre.db)
    return bothSides()
  }

  const made = await killedDuring(() => desk.call('queues/create', support))
  expect(made).toMatchObject({ theirs: [['support', 10]], ours: [] })
  await desk.must('queues/create', support)
  expect(await bothSides()).toEqual({ theirs: [['support', 10]], ours: [['support', 10]], same: true })

  const change = { ...support, maxSize: 20, version: 1 }
  const changed = await killedDuring(() => desk.call('queues/update', change))
  expect(changed).toMatchObject({ theirs: [['support', 20]], ours: [['support', 10]] })
  await desk.must('queues/update', change)
  expect(await bothSides()).toEqual({ theirs: [['support', 20]], ours: [['support', 20]], same: true })

  const reference = { queueId: 'support', version: 2 }
  const removed = await killedDuring(() => desk.call('queues/delete', reference))
  expect(removed).toMatchObject({ theirs: [], ours: [['support', 20]] })
  await desk.must('queues/delete', reference)
  expect(await bothSides()).toEqual({ theirs: [], ours: [], same: true })
}, 60_000)

async function restartFunctions(): Promise<void> {
  await centre.functions.stop()
  centre.functions = await startFunctions({
    port: Number(new URL(centre.functions.url).port),
    environment: centre.environment,
    envFile: join(mkdtempSync(join(tmpdir(), 'runa-test-')), 'env'),
    restPort: centre.emulator.restPort,
  })
}

test('a queue with operators is not removed, nor one in which a caller waits', async () => {
  const desk = await anAdmin()
  const { queue } = await desk.must('queues/create', support)
  await anOperator(centre.db, { queues: ['support'] })
  const reference = { queueId: 'support', version: queue.version }
  const refused = async () => (await desk.call('queues/delete', reference)).body.error?.code
  expect(await refused()).toBe('queue-in-use')
  await centre.db.deleteFrom('operator_queue').execute()

  const caller = await waitInLine(centre)
  expect(await refused()).toBe('queue-not-empty')
  expect(await bothSides()).toEqual({ theirs: [['support', 10]], ours: [['support', 10]], same: true })

  caller.hangUp()
  await centre.clock.advance(2000)
  await desk.must('queues/delete', reference)
  expect(await bothSides()).toEqual({ theirs: [], ours: [], same: true })
})

test('the second of two who change the same queue is told, and overwrites nothing', async () => {
  const desk = await anAdmin()
  const { queue } = await desk.must('queues/create', support)
  const change = { ...support, queueName: '一人目', version: queue.version }
  const { queue: changed } = await desk.must('queues/update', change)
  const late = await desk.call('queues/update', { ...change, queueName: '二人目', maxSize: 50 })
  expect(late).toMatchObject({ status: 409, body: { error: { code: 'changed-meanwhile' } } })
  const removal = await desk.call('queues/delete', { queueId: 'support', version: queue.version })
  expect(removal).toMatchObject({ status: 409, body: { error: { code: 'changed-meanwhile' } } })
  expect((await desk.must('queues/list', {})).queues).toEqual([changed])
  expect((await bothSides()).theirs).toEqual([['support', 10]])
})

test('an id that differs only in case is taken', async () => {
  const desk = await anAdmin()
  await desk.must('queues/create', support)
  const again = await desk.call('queues/create', { ...support, queueId: 'SUPPORT' })
  expect(again).toMatchObject({
    status: 409,
    body: { error: { code: 'taken', fields: { queueId: 'taken' } } },
  })
})

test('two who make the same queue at once make one', async () => {
  const desk = await anAdmin()
  const answers = await Promise.all([
    desk.call('queues/create', support),
    desk.call('queues/create', support),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(await bothSides()).toEqual({ theirs: [['support', 10]], ours: [['support', 10]], same: true })
})

test('of two sizes for the same new queue, the one that was kept here is the one at Twilio', async () => {
  const desk = await anAdmin()
  const answers = await Promise.all([
    desk.call('queues/create', { ...support, maxSize: 10 }),
    desk.call('queues/create', { ...support, maxSize: 50 }),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  const kept = answers.find(({ status }) => status === 200)!.body.queue.maxSize
  expect(await bothSides()).toEqual({ theirs: [['support', kept]], ours: [['support', kept]], same: true })
})

test('while nobody can say whether the row is there, its queue stays at Twilio', async () => {
  const desk = await anAdmin()
  await betweenTheTwo('do sleep(5)')
  const other = await createConnection(centre.databaseUrl)
  const asked = desk.call('queues/create', support)
  await heldConnection()
  const locked = other.query('lock tables queue write')
  await killConnection()
  await locked
  expect(await asked).toMatchObject({ status: 503, body: { error: { code: 'database-away' } } })
  await other.end()
  expect(await bothSides()).toMatchObject({ theirs: [['support', 10]], ours: [] })
  await sql`drop trigger between_the_two`.execute(centre.db)
  await desk.must('queues/create', support)
  expect(await bothSides()).toEqual({ theirs: [['support', 10]], ours: [['support', 10]], same: true })
})

test('limits and addresses are refused by the field', async () => {
  const desk = await anAdmin()
  const fields = async (change: object) =>
    (await desk.send('queues/create', { ...support, ...change })).body as unknown
  const refused = (field: string, code: string) => ({ error: { code: 'invalid', fields: { [field]: code } } })
  expect(await fields({ queueId: 'サポート' })).toEqual(refused('queueId', 'malformed'))
  expect(await fields({ queueId: 'x'.repeat(21) })).toEqual(refused('queueId', 'too-long'))
  expect(await fields({ maxSize: 0 })).toEqual(refused('maxSize', 'too-small'))
  expect(await fields({ maxSize: 5001 })).toEqual(refused('maxSize', 'too-large'))
  expect(await fields({ maxSize: 1.5 })).toEqual(refused('maxSize', 'malformed'))
  expect(await fields({ waitUrl: 'http://example.com/' })).toEqual(refused('waitUrl', 'malformed'))
  expect(await fields({ waitUrl: '//example.com/' })).toEqual(refused('waitUrl', 'malformed'))
  expect(await fields({ actionUrl: 'javascript:alert(1)' })).toEqual(refused('actionUrl', 'malformed'))
  expect(await fields({ queueName: '  ' })).toEqual(refused('queueName', 'required'))
  expect(await fields({ thresholds: { ...support.thresholds, waitingCaution: -1 } })).toEqual(
    refused('thresholds.waitingCaution', 'too-small'),
  )
  expect((await bothSides()).theirs).toEqual([])
  expect(await desk.must('queues/create', { ...support, queueId: '#_-', maxSize: 5000 })).toBeTruthy()
})
