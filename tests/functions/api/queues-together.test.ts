import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { createConnection } from 'mysql2/promise'
import { afterAll, afterEach, expect, test } from 'vitest'
import type { FaultKind } from '../../../emulator/faults.ts'
import { startFunctions } from '../../../scripts/functions-server.ts'
import { anOperator, queueSettings } from '../../support/builders.ts'
import { betweenTheTwo, heldConnection, killConnection } from '../../support/between-the-two.ts'
import { bothSides } from '../../support/both-sides.ts'
import { useCentre } from '../../support/centre.ts'
import { workerDatabase } from '../../support/database.ts'
import { signIn, type DeskClient } from '../../support/desk-client.ts'
import { Road } from '../../support/road.ts'
import { somebodyWaits } from '../../support/containers.ts'
import { anotherContainer } from '../../support/another-container.ts'

const road = await Road.to(await workerDatabase())
const centre = useCentre({ environment: { DATABASE_URL: road.url } })
afterAll(() => road.close())

const support = queueSettings()

afterEach(async () => {
  centre.emulator.faults.clear()
  await sql`drop trigger if exists between_the_two`.execute(centre.db)
})

async function anAdmin() {
  await anOperator(centre.db, { operator_id: 'admin', operator_level_id: 1 })
  return signIn(centre.url, 'admin')
}

const change = { ...support, maxSize: 20, version: 1 }
const reference = { queueId: 'support', version: 1 }
const asks = {
  create: (desk: DeskClient) => desk.call('queues/create', support),
  update: (desk: DeskClient) => desk.call('queues/update', change),
  delete: (desk: DeskClient) => desk.call('queues/delete', reference),
}
type Ask = keyof typeof asks
const untouched: Record<Ask, unknown[]> = { create: [], update: [['support', 10]], delete: [['support', 10]] }
const done: Record<Ask, unknown[]> = { create: [['support', 10]], update: [['support', 20]], delete: [] }

async function aDeskBefore(ask: Ask): Promise<DeskClient> {
  const desk = await anAdmin()
  if (ask !== 'create') await desk.must('queues/create', support)
  return desk
}

const agreedOn = (queues: unknown[]) => ({ theirs: queues, ours: queues, same: true })

// A change is two requests: which queues there are, and what is to be done with this one.
for (const ask of ['create', 'update', 'delete'] as const) {
  for (const nth of [1, 2]) {
    test.each<FaultKind>([
      { kind: 'refused' },
      { kind: 'status', status: 503 },
      { kind: 'status', status: 429 },
      { kind: 'unanswered' },
    ])(`${ask}: nothing is done on either side when request ${nth} fails so: %j`, async (fault) => {
      const desk = await aDeskBefore(ask)
      centre.emulator.faults.add({ ...fault, on: 'rest', path: '*/Queues*', nth })
      const away = { status: 502, body: { error: { code: 'twilio-away' } } }
      expect(await asks[ask](desk)).toMatchObject(away)
      expect(await bothSides(centre)).toEqual(agreedOn(untouched[ask]))
      expect((await asks[ask](desk)).status).toBe(200)
      expect(await bothSides(centre)).toEqual(agreedOn(done[ask]))
    })

    test(`${ask}: all is done when request ${nth} takes 4.3 s`, async () => {
      const desk = await aDeskBefore(ask)
      centre.emulator.faults.add({ kind: 'delay', milliseconds: 4300, on: 'rest', path: '*/Queues*', nth })
      expect((await asks[ask](desk)).status).toBe(200)
      expect(await bothSides(centre)).toEqual(agreedOn(done[ask]))
    })
  }

  test(`${ask}: what Twilio did after we had given up, the same once more sets right`, async () => {
    const desk = await aDeskBefore(ask)
    centre.emulator.faults.add({ kind: 'delay', milliseconds: 5300, on: 'rest', path: '*/Queues*', nth: 2 })
    expect((await asks[ask](desk)).status).toBe(502)
    await centre.emulator.telephony.idle()
    expect((await asks[ask](desk)).status).toBe(200)
    expect(await bothSides(centre)).toEqual(agreedOn(done[ask]))
  })

  test(`${ask}: a commit whose answer was lost went through, on both sides`, async () => {
    const desk = await aDeskBefore(ask)
    road.loseNextCommit()
    expect((await asks[ask](desk)).status).toBe(200)
    expect(await bothSides(centre)).toEqual(agreedOn(done[ask]))
    const entries = await centre.db
      .selectFrom('audit_log')
      .where('action', '=', `queues/${ask}`)
      .selectAll()
      .execute()
    expect(entries).toHaveLength(1)
  })
}

test('a Twilio that is slow in everything is given up in time', async () => {
  const desk = await aDeskBefore('update')
  centre.emulator.faults.add({ kind: 'delay', milliseconds: 4300, on: 'rest', path: '*/Queues*' })
  const began = performance.now()
  expect((await asks.update(desk)).status).toBe(502)
  expect(performance.now() - began).toBeLessThan(8000)
  centre.emulator.faults.clear()
  await centre.emulator.telephony.idle()
  expect((await asks.update(desk)).status).toBe(200)
  expect(await bothSides(centre)).toEqual(agreedOn(done.update))
})

test('a size that somebody else has set meanwhile is not put back', async () => {
  const desk = await aDeskBefore('update')
  const other = await anotherContainer(centre, desk)
  await betweenTheTwo(
    centre.db,
    "if json_extract(new.after_value, '$.maxSize') = 20 then do sleep(5); end if",
  )
  const lost = asks.update(desk)
  const { id } = await heldConnection(centre.db)
  const kept = other.call('queues/update', { ...change, maxSize: 30 })
  await somebodyWaits(centre.db)
  await sql.raw(`kill ${id}`).execute(centre.db)
  expect((await kept).status).toBe(200)
  expect((await lost).status).toBe(503)
  expect(await bothSides(centre)).toEqual(agreedOn([['support', 30]]))
})

for (const kind of [
  { kind: 'refused' },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 429 },
] as const) {
  test(`when Twilio fails (${Object.values(kind).join(' ')}), nothing is done on either side`, async () => {
    const desk = await anAdmin()
    const { queue } = await desk.must('queues/create', support)
    const before = await bothSides(centre)
    centre.emulator.faults.add({ ...kind, on: 'rest', path: '*/Queues*' })
    const away = { status: 502, body: { error: { code: 'twilio-away' } } }
    expect(await desk.call('queues/create', { ...support, queueId: 'sales' })).toMatchObject(away)
    expect(await desk.call('queues/update', { ...support, maxSize: 20, version: 1 })).toMatchObject(away)
    expect(await desk.call('queues/delete', { queueId: 'support', version: 1 })).toMatchObject(away)
    expect(await bothSides(centre)).toEqual(before)
    expect((await desk.must('queues/list', {})).queues).toEqual([queue])
  })
}

test('when MySQL refuses after Twilio agreed, Twilio is put back', async () => {
  const desk = await anAdmin()
  await desk.must('queues/create', support)
  await betweenTheTwo(centre.db, "signal sqlstate '45000'")
  const failed = { status: 500, body: { error: { code: 'internal' } } }
  expect(await desk.call('queues/create', { ...support, queueId: 'sales' })).toMatchObject(failed)
  expect(await desk.call('queues/update', { ...support, maxSize: 20, version: 1 })).toMatchObject(failed)
  expect(await bothSides(centre)).toEqual({ theirs: [['support', 10]], ours: [['support', 10]], same: true })
  expect(await desk.call('queues/delete', { queueId: 'support', version: 1 })).toMatchObject(failed)
  expect(await bothSides(centre)).toEqual({ theirs: [['support', 10]], ours: [['support', 10]], same: true })
  await sql`drop trigger between_the_two`.execute(centre.db)
  await desk.must('queues/delete', { queueId: 'support', version: 1 })
  expect(await bothSides(centre)).toEqual({ theirs: [], ours: [], same: true })
})

test('when the connection to MySQL is lost before the commit, Twilio is put back', async () => {
  const desk = await anAdmin()
  await desk.must('queues/create', support)
  await betweenTheTwo(centre.db, 'do sleep(5)')
  const away = { status: 503, body: { error: { code: 'database-away' } } }
  for (const attempt of [
    () => desk.call('queues/create', { ...support, queueId: 'sales' }),
    () => desk.call('queues/update', { ...support, maxSize: 20, version: 1 }),
    () => desk.call('queues/delete', { queueId: 'support', version: 1 }),
  ]) {
    const [answer] = await Promise.all([attempt(), killConnection(centre.db)])
    expect(answer).toMatchObject(away)
    expect(await bothSides(centre)).toMatchObject({ theirs: [['support', 10]], ours: [['support', 10]] })
  }
})

test('when the process is killed between the two, the same action once more mends it', async () => {
  const desk = await anAdmin()
  const killedDuring = async (action: () => Promise<unknown>) => {
    await betweenTheTwo(centre.db, 'do sleep(2)')
    const asked = action().catch(() => undefined)
    await heldConnection(centre.db)
    await restartFunctions()
    await asked
    await sql`drop trigger between_the_two`.execute(centre.db)
    return bothSides(centre)
  }

  const made = await killedDuring(() => desk.call('queues/create', support))
  expect(made).toMatchObject({ theirs: [['support', 10]], ours: [] })
  await desk.must('queues/create', support)
  expect(await bothSides(centre)).toEqual({ theirs: [['support', 10]], ours: [['support', 10]], same: true })

  const change = { ...support, maxSize: 20, version: 1 }
  const changed = await killedDuring(() => desk.call('queues/update', change))
  expect(changed).toMatchObject({ theirs: [['support', 20]], ours: [['support', 10]] })
  await desk.must('queues/update', change)
  expect(await bothSides(centre)).toEqual({ theirs: [['support', 20]], ours: [['support', 20]], same: true })

  const reference = { queueId: 'support', version: 2 }
  const removed = await killedDuring(() => desk.call('queues/delete', reference))
  expect(removed).toMatchObject({ theirs: [], ours: [['support', 20]] })
  await desk.must('queues/delete', reference)
  expect(await bothSides(centre)).toEqual({ theirs: [], ours: [], same: true })
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

test('two who make the same queue at once make one', async () => {
  const desk = await anAdmin()
  const answers = await Promise.all([
    desk.call('queues/create', support),
    desk.call('queues/create', support),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(await bothSides(centre)).toEqual({ theirs: [['support', 10]], ours: [['support', 10]], same: true })
})

test('of two sizes for the same new queue, the one that was kept here is the one at Twilio', async () => {
  const desk = await anAdmin()
  const answers = await Promise.all([
    desk.call('queues/create', { ...support, maxSize: 10 }),
    desk.call('queues/create', { ...support, maxSize: 50 }),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  const kept = answers.find(({ status }) => status === 200)!.body.queue.maxSize
  expect(await bothSides(centre)).toEqual({
    theirs: [['support', kept]],
    ours: [['support', kept]],
    same: true,
  })
})

test('while nobody can say whether the row is there, its queue stays at Twilio', async () => {
  const desk = await anAdmin()
  await betweenTheTwo(centre.db, 'do sleep(5)')
  const other = await createConnection(centre.databaseUrl)
  const asked = desk.call('queues/create', support)
  await heldConnection(centre.db)
  const locked = other.query('lock tables queue write')
  await killConnection(centre.db)
  await locked

  expect(await asked).toMatchObject({ status: 503, body: { error: { code: 'database-away' } } })
  await other.end()
  expect(await bothSides(centre)).toMatchObject({ theirs: [['support', 10]], ours: [] })
  await sql`drop trigger between_the_two`.execute(centre.db)
  await desk.must('queues/create', support)
  expect(await bothSides(centre)).toEqual({ theirs: [['support', 10]], ours: [['support', 10]], same: true })
})
