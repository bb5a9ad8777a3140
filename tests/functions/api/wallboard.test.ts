import { afterEach, expect, test } from 'vitest'
import { furnish, softphone, waitInLine } from '../../calls/call-centre.ts'
import { anOperator } from '../../support/builders.ts'
import { useCentre } from '../../support/centre.ts'
import { settleCall } from '../../support/settle.ts'
import { DeskClient, signIn } from '../../support/desk-client.ts'

const centre = useCentre()

afterEach(() => centre.emulator.faults.clear())

async function aSupervisor(): Promise<DeskClient> {
  await keepOffMidnight()
  await furnish(centre)
  await anOperator(centre.db, { operator_id: 'boss', operator_level_id: 2 })
  return signIn(centre.url, 'boss')
}

/** Midnight in Tokyo begins the figures anew: no test is to run across it. */
async function keepOffMidnight(): Promise<void> {
  const minute = Math.floor(centre.clock.now() / 60_000 + 9 * 60) % (24 * 60)
  if (minute < 20 || minute > 24 * 60 - 20) await centre.clock.advance(40 * 60_000)
}

/** How often Twilio was asked for its queues. */
function asked(): number {
  const requests = centre.emulator.telephony.events.of('rest')
  return requests.filter(({ method, url }) => method === 'GET' && url.includes('/Queues.json?PageSize=1000'))
    .length
}

async function board(desk: DeskClient, queueId = 'support') {
  await centre.clock.advance(5001)
  const { queues } = await desk.must('wallboard/current', {})
  return queues.find((queue) => queue.queueId === queueId)!
}

test('the board shows who waits, who talks, and how the day went', async () => {
  const desk = await aSupervisor()
  expect(await board(desk)).toMatchObject({
    queueName: 'サポート',
    waiting: 0,
    maxSize: 100,
    longestWaitSince: null,
    operatorsWaiting: 0,
    operatorsTalking: 0,
    today: { offered: 0, answered: 0, abandoned: 0, shortAbandoned: 0, serviceLevelPercent: null },
    disagrees: false,
  })

  const first = await waitInLine(centre, 30)
  await waitInLine(centre, 10, '+819011112222')
  const waiting = await board(desk)
  expect(waiting).toMatchObject({
    waiting: 2,
    operatorsWaiting: 0,
    today: { offered: 2, serviceLevelPercent: 0 },
  })
  expect((centre.clock.now() - Date.parse(waiting.longestWaitSince!)) / 1000).toBeGreaterThan(40)
  expect(waiting.averageWaitSeconds).toBeGreaterThan(20)

  await softphone(centre, 'queue:support')
  await centre.clock.advance(10_000)
  expect(await board(desk)).toMatchObject({ waiting: 1, operatorsTalking: 1, today: { answered: 1 } })

  first.hangUp()
  await centre.clock.advance(5000)
  expect(await board(desk)).toMatchObject({
    operatorsTalking: 0,
    today: { offered: 2, answered: 1, abandoned: 0 },
  })
})

test('the service level leaves out who gave up at once, and counts who was answered in time', async () => {
  const desk = await aSupervisor()
  const visit = async (nth: number, wait: number, fate: 'answered' | 'hangup' | 'queue-full' | 'open') => {
    const entered_at = new Date(centre.clock.now() - 600_000)
    const then = new Date(entered_at.getTime() + wait * 1000)
    const stamps = { created_at: entered_at, updated_at: entered_at }
    const call = { CallSid: `CA${nth}`, queue_id: 'support', ...stamps }
    await centre.db
      .insertInto('enqueue_data')
      .values({
        ...call,
        visit_id: `visit${nth}`,
        entered_at,
        connecting_at: fate === 'answered' ? then : null,
        left_at: fate === 'open' ? null : then,
        QueueResult: { answered: 'bridged', hangup: 'hangup', 'queue-full': 'queue-full', open: null }[fate],
        CallStatus: 'completed',
      })
      .execute()
    if (fate === 'answered')
      await centre.db
        .insertInto('queue_data')
        .values({
          ...call,
          DequeingCallSid: `CB${nth}`,
          visit_id: `visit${nth}`,
          answered_at: then,
          bridged: 1,
        })
        .execute()
    await settleCall(centre.db, call.CallSid, null, entered_at)
  }
  await visit(1, 20, 'answered')
  await visit(2, 20.001, 'answered')
  await visit(3, 5, 'hangup')
  await visit(4, 5.001, 'hangup')
  await visit(5, 0, 'queue-full')
  await visit(6, 0, 'open')
  expect((await board(desk)).today).toEqual({
    offered: 5,
    answered: 2,
    abandoned: 2,
    shortAbandoned: 1,
    // 1 in time of 5 offered less 1 who gave up at once.
    serviceLevelPercent: 25,
    serviceLevelSeconds: 20,
  })
})

test("yesterday's calls are not today's, by the centre's own midnight", async () => {
  const desk = await aSupervisor()
  const midnight = new Date(centre.clock.now() + 9 * 3600_000)
  midnight.setUTCHours(0, 0, 0, 0)
  const inTokyo = midnight.getTime() - 9 * 3600_000
  for (const [nth, at] of [inTokyo - 1, inTokyo].entries()) {
    const time = new Date(at)
    await centre.db
      .insertInto('enqueue_data')
      .values({
        ...{ visit_id: `visit${nth}`, CallSid: `CA${nth}`, queue_id: 'support', QueueResult: 'hangup' },
        ...{ entered_at: time, left_at: time, created_at: time, updated_at: time },
      })
      .execute()
    await settleCall(centre.db, `CA${nth}`, null, time)
  }
  expect((await board(desk)).today.offered).toBe(1)
})

test('however many screens ask, Twilio is asked once in five seconds', async () => {
  const desk = await aSupervisor()
  const screens = () => Promise.all(Array.from({ length: 25 }, () => desk.must('wallboard/current', {})))
  const boards = await screens()
  expect(asked()).toBe(1)
  expect(new Set(boards.map(({ refreshedAt }) => refreshedAt)).size).toBe(1)
  await screens()
  await centre.clock.advance(3000)
  await screens()
  expect(asked()).toBe(1)
  // A second more than two: within a request the functions’ time runs on, and so lies ahead of the clock.
  await centre.clock.advance(3000)
  await screens()
  expect(asked()).toBe(2)
})

test('while Twilio is away the last board stays, and tells its age', async () => {
  const desk = await aSupervisor()
  const before = await desk.must('wallboard/current', {})
  centre.emulator.faults.add({ kind: 'status', status: 503, on: 'rest', path: '*' })
  await centre.clock.advance(60_000)
  const stale = await desk.must('wallboard/current', {})
  expect(stale).toEqual({ ...before, now: stale.now })
  expect(Date.parse(stale.now) - Date.parse(stale.refreshedAt)).toBeGreaterThan(55_000)
  await desk.must('wallboard/current', {})
  expect(asked()).toBe(2)
})

test('a board that never was cannot be shown', async () => {
  const desk = await aSupervisor()
  centre.emulator.faults.add({ kind: 'status', status: 503, on: 'rest', path: '*' })
  expect(await desk.call('wallboard/current', {})).toMatchObject({
    status: 502,
    body: { error: { code: 'twilio-away' } },
  })
})

test('an operator sees the own queues, a supervisor all', async () => {
  const desk = await aSupervisor()
  const ids = async (who: DeskClient) =>
    (await who.must('wallboard/current', {})).queues.map(({ queueId }) => queueId)
  expect(await ids(desk)).toEqual(['sales', 'support'])
  expect(await ids(await signIn(centre.url, 'operator1'))).toEqual(['support'])
  expect(await ids(await signIn(centre.url, 'operator2'))).toEqual([])
})

test('a queue in which our rows and Twilio differ for a minute is marked, a shorter difference is not', async () => {
  const desk = await aSupervisor()
  await waitInLine(centre, 90)
  expect((await board(desk)).disagrees).toBe(false)
  await centre.db.deleteFrom('enqueue_data').execute()
  expect((await board(desk)).disagrees).toBe(false)
  await centre.clock.advance(50_000)
  expect((await board(desk)).disagrees).toBe(false)
  await centre.clock.advance(5000)
  expect((await board(desk)).disagrees).toBe(true)
})

test('a link shows its queues without a session, and its token is kept nowhere', async () => {
  const desk = await aSupervisor()
  const { link, token } = await desk.must('wallboard-links/create', {
    name: 'ロビー',
    queueIds: ['support'],
    days: 30,
  })
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect((await desk.must('wallboard-links/list', {})).links).toEqual([link])
  const screen = new DeskClient(centre.url)
  const { queues } = await screen.must('wallboard/board', { token })
  expect(queues.map(({ queueId }) => queueId)).toEqual(['support'])
  const kept = JSON.stringify([
    await centre.db.selectFrom('wallboard_link').selectAll().execute(),
    await centre.db.selectFrom('audit_log').selectAll().execute(),
  ])
  expect(kept).not.toContain(token)
})

test('a link that is revoked, run out, altered or unknown shows nothing', async () => {
  const desk = await aSupervisor()
  const newLink = () =>
    desk.must('wallboard-links/create', { name: 'ロビー', queueIds: ['support'], days: 1 })
  const [{ link, token }, other] = [await newLink(), await newLink()]
  const screen = new DeskClient(centre.url)
  const refused = { status: 403, body: { error: { code: 'link-refused' } } }
  const show = (token: string) => screen.call('wallboard/board', { token })
  expect((await show(token)).status).toBe(200)
  expect(await show(token.slice(0, -1))).toMatchObject(refused)
  expect(await show('')).toMatchObject(refused)
  await desk.must('wallboard-links/revoke', { linkId: link.linkId })
  expect(await show(token)).toMatchObject(refused)
  expect((await show(other.token)).status).toBe(200)
  // A minute more: within one request time runs on.
  await centre.clock.advance(24 * 3600_000 + 60_000)
  expect(await show(other.token)).toMatchObject(refused)
})

test('a link ends with whoever made it', async () => {
  await aSupervisor()
  await anOperator(centre.db, { operator_id: 'admin', operator_level_id: 1 })
  const [boss, admin] = [await signIn(centre.url, 'boss'), await signIn(centre.url, 'admin')]
  const wanted = { name: 'ロビー', queueIds: ['support'], days: 1 }
  const { token } = await boss.must('wallboard-links/create', wanted)
  const kept = await admin.must('wallboard-links/create', wanted)
  const { operators } = await admin.must('operators/list', {})
  const { version } = operators.find(({ operatorId }) => operatorId === 'boss')!
  await admin.must('operators/delete', { operatorId: 'boss', version })
  expect((await boss.call('wallboard/board', { token })).status).toBe(403)
  expect((await admin.call('wallboard/board', { token: kept.token })).status).toBe(200)
  const { links } = await admin.must('wallboard-links/list', {})
  expect(links.map(({ revokedAt }) => revokedAt === null)).toEqual([true, false])
})

test('the log tells administrators who changed what, filtered and page by page', async () => {
  await aSupervisor()
  await anOperator(centre.db, { operator_id: 'admin', operator_level_id: 1 })
  const desk = await signIn(centre.url, 'admin')
  await centre.db
    .insertInto('audit_log')
    .values(
      Array.from({ length: 60 }, (_, nth) => ({
        at: new Date(centre.clock.now() + nth * 1000),
        operator_id: 'boss',
        action: 'customers/update',
        subject: String(nth % 2),
        after_value: JSON.stringify({ nth }),
      })),
    )
    .execute()
  const first = await desk.must('audit/list', { operatorId: 'boss', action: 'customers/update' })
  expect(first.entries).toHaveLength(50)
  expect(first.entries[0]).toMatchObject({ operatorName: '山田 花子', subject: '1', after: { nth: 59 } })
  const rest = await desk.must('audit/list', {
    operatorId: 'boss',
    action: 'customers/update',
    after: first.next!,
  })
  expect([rest.entries.length, rest.next]).toEqual([10, undefined])
  const half = await desk.must('audit/list', { action: 'customers/update', subject: '0' })
  expect(half.entries).toHaveLength(30)
  const from = new Date(centre.clock.now() + 50_000).toISOString()
  const to = new Date(centre.clock.now() + 55_000).toISOString()
  expect((await desk.must('audit/list', { from, to })).entries).toHaveLength(5)
})

test('entries of one moment stand in the order they were written in, on whichever page', async () => {
  await anOperator(centre.db, { operator_id: 'boss', operator_level_id: 1 })
  const desk = await signIn(centre.url, 'boss')
  const at = new Date(centre.clock.now() + 60_000)
  const entries = Array.from({ length: 120 }, (_, nth) => ({
    at,
    action: 'queues/update',
    subject: `${nth}`,
  }))
  await centre.db.insertInto('audit_log').values(entries).execute()
  const subjects: (string | null)[] = []
  let after: string | undefined
  do {
    const page = await desk.must('audit/list', { action: 'queues/update', ...(after && { after }) })
    subjects.push(...page.entries.map(({ subject }) => subject))
    after = page.next
  } while (after)
  expect(subjects).toEqual(entries.map(({ subject }) => subject).reverse())
})

test.each(['7', '7-', '-7', 'x-7', '7-7-7', '123456789012345-7', "7-7' or 1"])(
  'a place in the log that was not given by us, %s, is refused',
  async (after) => {
    await anOperator(centre.db, { operator_id: 'boss', operator_level_id: 1 })
    const desk = await signIn(centre.url, 'boss')
    expect(await desk.call('audit/list', { after })).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid', fields: { after: 'malformed' } } },
    })
  },
)
