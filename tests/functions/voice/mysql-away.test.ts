import { sql } from 'kysely'
import { createConnection } from 'mysql2/promise'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { handler as callStatus } from '../../../functions/voice/call-status.protected.ts'
import { handler as menuChoice } from '../../../functions/voice/menu-choice.protected.ts'
import { handler as operatorDialEnded } from '../../../functions/voice/operator-dial-ended.protected.ts'
import { handler as operatorDial } from '../../../functions/voice/operator-dial.protected.ts'
import { handler as queueConnecting } from '../../../functions/voice/queue-connecting.protected.ts'
import { handler as queueLeft } from '../../../functions/voice/queue-left.protected.ts'
import { handler as queueWait } from '../../../functions/voice/queue-wait.protected.ts'
import * as procedures from '../../../src/db/procedures.ts'
import { outageIsOver } from '../../../src/db/outage.ts'
import { closePool, openPool } from '../../../src/db/pool.ts'
import { openStep } from '../../../src/http/voice-step.ts'
import { forgetQueueSettings } from '../../../src/queue/queue-settings.ts'
import { aQueue, anOperator, aSession } from '../../support/builders.ts'
import { useDatabase } from '../../support/database.ts'
import { limitedUser } from '../../support/limited-user.ts'
import { Road } from '../../support/road.ts'
import { caller, repeated, runStep, softphone } from './run-step.ts'

vi.mock(import('../../../src/db/procedures.ts'), { spy: true })

const database = useDatabase()
const visit = '01JD0000000000000000000000'
const waiting = { ...caller, visit, queue: 'support', QueueTime: '5', QueuePosition: '1' }
const ended = { ...waiting, CallStatus: 'completed', QueueResult: 'hangup' }
const callEnd = { ...caller, CallStatus: 'completed', CallDuration: '9' }
let road: Road
let repairs: string[]

beforeEach(async () => {
  await aQueue(database.db)
  await anOperator(database.db, { queues: ['support'] })
  await aSession(database.db)
  road = await Road.to(database.url)
  openPool(road.url)
  repairs = []
  vi.spyOn(console, 'error').mockImplementation((line: string) => void repairs.push(line))
  outageIsOver()
  forgetQueueSettings()
})
afterEach(async () => {
  vi.useRealTimers()
  vi.mocked(console.error).mockClear()
  await road.close()
  // A connection that is still being made cannot be closed politely.
  await closePool().catch(() => undefined)
})

const run = (handler: unknown, event: Record<string, unknown>, own: Record<string, string> = {}) =>
  runStep(handler, event, {
    DATABASE_URL: road.url,
    MAIN_QUEUE: 'support',
    CALLER_ID: '+815031234567',
    ...own,
  })

/** Milliseconds the step took. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

/** Time goes on for the container, as it does between two webhooks. */
function pass(milliseconds: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + milliseconds })
}

const visits = () => database.db.selectFrom('enqueue_data').selectAll().execute()

/** Every way in which MySQL fails, and how it is made so. */
const failures: Record<string, () => Promise<Record<string, string>>> = {
  gone: async () => {
    road.cut()
    return {}
  },
  'gone in mid-call': async () => {
    await run(queueWait, waiting)
    road.cut()
    return {}
  },
  silent: async () => {
    road.silence()
    return {}
  },
  'silent in mid-call': async () => {
    await run(queueWait, waiting)
    road.silence()
    return {}
  },
  'without an address': async () => ({ DATABASE_URL: '' }),
  'refusing the password': async () => ({ DATABASE_URL: road.urlFor('nobody', 'wrong') }),
}

/** The sentences of a caller's way, and of an operator's who comes for the caller. */
const sentences: [string, () => [unknown, Record<string, string>]][] = [
  ['ただいま1番目にお待ちです', () => [queueWait, waiting]],
  ['<Enqueue', () => [menuChoice, { ...caller, Digits: '1' }]],
  ['お電話をお待ちします', () => [operatorDial, { ...softphone, Destination: 'queue:support' }]],
  ['おつなぎ', () => [queueConnecting, { ...caller, DequeingCallSid: 'CA2' }]],
  ['混み合って', () => [queueLeft, { ...waiting, QueueResult: 'queue-full' }]],
]
/** Those that alone carry a row never give MySQL up before they tried. */
const isInsistent = (step: unknown) => step === queueConnecting || step === queueLeft

test.each(Object.entries(failures))(
  'with MySQL %s the caller hears a sentence within 3 s at once, and within 1 s where no row depends on it',
  async (_name, fail) => {
    const own = await fail()
    expect(await timed(() => run(queueWait, waiting, own))).toBeLessThan(3000)
    for (const [sentence, step] of sentences) {
      pass(1001)
      const [handler, event] = step()
      const milliseconds = await timed(async () =>
        expect((await run(handler, event, own)).twiml).toContain(sentence),
      )
      expect(milliseconds, sentence).toBeLessThan(isInsistent(handler) ? 3000 : 1000)
    }
  },
)

test('lets an operator whom Twilio vouches for wait, and refuses numbers and colleagues', async () => {
  road.cut()
  const dial = (Destination: string) => run(operatorDial, { ...softphone, Destination })
  const { twiml } = await dial('queue:support')
  expect(twiml).toContain('お電話をお待ちします。')
  expect(twiml).toContain(
    `<Queue url="/voice/queue-connecting?operator=operator1&amp;queue=support${repeated}">support</Queue>`,
  )
  expect((await dial('03-1234-5678')).log.outcome).toBe('database-away')
  expect((await dial('operator:operator2')).log.outcome).toBe('database-away')
  expect((await dial('110')).log.outcome).toBe('emergency')
  // What is written later of them is what they were told.
  expect(repairs.map((line) => JSON.parse(line).refusal)).toEqual([
    undefined,
    'database-away',
    'database-away',
    'emergency',
  ])
  const ended = { ...softphone, queue: 'support', DialCallStatus: 'no-answer' }
  expect((await run(operatorDialEnded, ended)).log.outcome).toBe('waits-on')
})

test('logs one line from which the row can be repaired, without any telephone number', async () => {
  const left = { ...waiting, QueueResult: 'bridged', previous: '01JD0000000000000000000009' }
  await run(queueLeft, left, { DATABASE_URL: '' })
  expect(repairs).toHaveLength(1)
  expect(JSON.parse(repairs[0]!)).toMatchObject({
    repair: 'visit_left',
    CallSid: caller.CallSid,
    visit,
    previous: '01JD0000000000000000000009',
    queue: 'support',
    QueueResult: 'bridged',
    QueueTime: 5,
  })
  expect(repairs[0]).not.toContain(caller.From.slice(3))
})

test('logs what a softphone dialled only where it is no telephone number', async () => {
  road.cut()
  await run(operatorDial, { ...softphone, Destination: '03-1234-5678' })
  await run(operatorDial, { ...softphone, Destination: 'queue:support' })
  expect(repairs.map((line) => JSON.parse(line).destination)).toEqual([undefined, 'queue:support'])
  expect(repairs.join()).not.toMatch(/1234/)
})

test('leaves MySQL alone for 1 s after a failure, then tries it, and the outage is over', async () => {
  road.cut()
  await run(queueWait, waiting)
  road.open()
  expect((await run(queueWait, waiting)).log.mysql).toBe('pausing')
  pass(1001)
  expect((await run(queueWait, waiting)).log).not.toHaveProperty('mysql')
  expect((await run(queueWait, waiting)).log).not.toHaveProperty('mysql')
  expect(await visits()).toHaveLength(1)
})

test('and 1 s again when it is still away', async () => {
  road.cut()
  await run(queueWait, waiting)
  pass(1001)
  expect((await run(queueWait, waiting)).log.mysql).toBe('PROTOCOL_CONNECTION_LOST')
  expect((await run(queueWait, waiting)).log.mysql).toBe('pausing')
  pass(999)
  expect((await run(queueWait, waiting)).log.mysql).toBe('pausing')
})

test('of all the steps after that second one asks MySQL, by one connection, and the others do not wait for it', async () => {
  road.cut()
  await run(queueWait, waiting)
  road.silence()
  pass(1001)
  const asked = road.attempts
  const context = { DATABASE_URL: road.url, getTwilioClient: () => undefined as never }
  const steps = Array.from({ length: 20 }, () => openStep(context))
  const [probe, ...others] = steps.map((step) => timed(() => step.read('select 1', [])))
  expect(Math.max(...(await Promise.all(others)))).toBeLessThan(500)
  expect(await probe).toBeLessThan(1000)
  expect(steps.map((step) => step.databaseFailure())).toEqual(['timeout', ...Array(19).fill('pausing')])
  expect(road.attempts - asked).toBe(1)
})

test('a statement that MySQL refused shows that it is there', async () => {
  road.cut()
  await run(queueWait, waiting)
  road.open()
  pass(1001)
  await refusing(1406, 1, () => run(queueWait, waiting))
  expect((await run(queueWait, waiting)).log).not.toHaveProperty('mysql')
})

test.each([
  ['full', () => run(queueLeft, { ...waiting, QueueResult: 'queue-full' })],
  ['left', () => run(queueLeft, { ...waiting, QueueResult: 'bridged' })],
  ['ended', () => run(callStatus, callEnd)],
  ['connecting', () => run(queueConnecting, { ...waiting, DequeingCallSid: 'CA2', operator: 'operator1' })],
])('a webhook that alone carries a row writes it in the midst of the pause: %s', async (_name, step) => {
  road.cut()
  await run(queueWait, waiting)
  road.open()
  expect((await step()).log).not.toHaveProperty('mysql')
  expect((await run(queueWait, waiting)).log).not.toHaveProperty('mysql')
})

test('does not spare MySQL the end of a call: it is tried at once, and Twilio asked to repeat it', async () => {
  road.cut()
  expect((await run(queueLeft, ended)).status).toBe(503)
  expect((await run(callStatus, callEnd)).status).toBe(503)
  road.open()
  expect((await run(queueLeft, ended)).status).toBe(200)
  expect((await run(callStatus, callEnd)).status).toBe(200)
  expect(await visits()).toMatchObject([{ QueueResult: 'hangup' }])
})

test('has Twilio repeat the leaving of an ended call whose writing failed unexpectedly', async () => {
  vi.spyOn(procedures, 'statementOf').mockImplementation(() => {
    throw new Error('nobody thought of this')
  })
  expect((await run(queueLeft, ended)).status).toBe(503)
  expect((await run(queueLeft, { ...waiting, QueueResult: 'error' })).status).toBe(200)
  vi.mocked(procedures.statementOf).mockRestore()
})

test('answers a live caller 200 whatever happens', async () => {
  const left = { ...waiting, QueueResult: 'error' }
  expect((await run(queueLeft, left, { DATABASE_URL: '' })).status).toBe(200)
})

test('writes over a fresh connection when the old one broke while the container slept', async () => {
  await run(queueWait, waiting)
  road.breakConnections()
  expect((await run(queueLeft, ended)).log).not.toHaveProperty('mysql')
  expect(await visits()).toMatchObject([{ QueueResult: 'hangup' }])
})

test('writes over a fresh connection when the old one died in silence while the container was frozen', async () => {
  await run(queueWait, waiting)
  road.forgetConnections()
  pass(60_000)
  const milliseconds = await timed(() => run(queueLeft, ended))
  expect(milliseconds).toBeLessThan(2000)
  expect(await visits()).toMatchObject([{ QueueResult: 'hangup' }])
})

test('gives up on a table that is locked, and writes the end when it is free', async () => {
  const other = await createConnection(database.url)
  await other.query('lock tables enqueue_data write')
  expect(await timed(async () => expect((await run(queueLeft, ended)).status).toBe(503))).toBeLessThan(3000)
  await other.query('unlock tables')
  await other.end()
  expect((await run(queueLeft, ended)).status).toBe(200)
  expect(await visits()).toMatchObject([{ QueueResult: 'hangup' }])
})

test.each([
  ['read-only', 1290],
  ['read-only by its administrator', 1836],
  ['read-only in this transaction', 1792],
  ['full', 1040],
  ['full of the user', 1226],
  ['shutting down', 1053],
  ['ending connections', 4031],
  ['killing connections', 1927],
  ['undoing one of two', 1213],
  ['undoing who read too early', 1020],
  ['waiting for a lock', 1205],
])('a row that nobody else will write is tried again: MySQL is %s (%i)', async (_name, errno) => {
  const tried = await refusing(errno, 3, async () => {
    expect((await run(queueLeft, ended)).log).not.toHaveProperty('mysql')
  })
  expect(tried).toBe(4)
  expect(await visits()).toHaveLength(1)
})

test.each([
  [1213, 3, 4],
  [1020, 3, 4],
  [1205, 1, 1],
  [1305, 1, 2],
  [1305, 2, 2],
  [1290, 1, 1],
  [1040, 1, 1],
])(
  'of a turn of the wait, which is followed by others, only what passes at once: %i %i times',
  async (errno, times, tried) => {
    await run(queueWait, { ...waiting, visit: '01JD0000000000000000000001' })
    await closePool()
    expect(await refusing(errno, times, () => run(queueWait, waiting))).toBe(tried)
  },
)

test('a turn of the wait leaves a connection that leads to the first server after a failover', async () => {
  await run(queueWait, { ...waiting, visit: '01JD0000000000000000000001' })
  const tried = await refusing(1290, 1, async () => {
    expect((await run(queueWait, waiting)).log).not.toHaveProperty('mysql')
  })
  expect([tried, road.connections]).toEqual([2, 2])
})

test.each([
  ['is no SQL', 1064, 1],
  ['names no column', 1054, 1],
  ['is too long', 1406, 1],
  ['asks for a procedure that a migration is making anew', 1305, 2],
])('a statement that %s (%i) is not tried for two seconds', async (_name, errno, tried) => {
  const tries = await refusing(errno, 99, async () => {
    expect((await run(queueLeft, ended)).status).toBe(503)
  })
  expect(tries).toBe(tried)
})

test('the end of a call is written as soon as MySQL is there again', async () => {
  road.cut()
  const step = run(queueLeft, ended)
  await vi.waitUntil(() => road.attempts >= 3, { interval: 5 })
  road.open()
  expect((await step).status).toBe(200)
  expect(await visits()).toMatchObject([{ QueueResult: 'hangup' }])
})

test('and has two seconds for it, but does not hammer', async () => {
  road.cut()
  const milliseconds = await timed(() => run(queueLeft, ended))
  expect(milliseconds).toBeGreaterThan(1600)
  expect(milliseconds).toBeLessThan(2300)
  expect(road.attempts).toBeGreaterThan(6)
  expect(road.attempts).toBeLessThan(16)
})

test('a password that is refused is refused once', async () => {
  await run(callStatus, callEnd, { DATABASE_URL: road.urlFor('nobody', 'wrong') })
  expect(road.attempts).toBe(1)
})

test('a turn of the wait goes on without a row where MySQL has no connection left, the end of a call waits for one', async () => {
  await withUser('with max_user_connections 1', async (url) => {
    const taken = await createConnection(url)
    const { twiml, log } = await run(queueWait, waiting, { DATABASE_URL: url })
    expect(twiml).toContain('<Play>')
    expect(log.mysql).toMatch(/USER|1203|1226/)
    const before = road.attempts
    const step = run(callStatus, callEnd, { DATABASE_URL: url })
    await vi.waitUntil(() => road.attempts > before, { interval: 5 })
    await taken.end()
    expect((await step).status).toBe(200)
  })
})

test('the same where MySQL is read-only', async () => {
  await withUser('', async (url) => {
    const admin = await createConnection(database.url)
    await admin.query('set global read_only = 1')
    let step
    try {
      expect((await run(queueWait, waiting, { DATABASE_URL: url })).twiml).toContain('<Play>')
      const before = road.attempts
      step = run(callStatus, callEnd, { DATABASE_URL: url })
      await vi.waitUntil(() => road.attempts > before + 1, { interval: 5 })
    } finally {
      await admin.query('set global read_only = 0')
    }
    expect((await step).status).toBe(200)
    await admin.end()
  })
})

/**
 * The first `times` visits that are written are refused with this number, as the server would. Counted where no rollback
 * reaches; gives how many were tried.
 */
async function refusing(errno: number, times: number, work: () => Promise<unknown>): Promise<number> {
  const { db } = database
  await sql.raw('create table tries (n int) engine = MyISAM').execute(db)
  await sql
    .raw(
      `create trigger refused before insert on enqueue_data for each row
       begin
         insert into tries values (1);
         if (select count(*) from tries) <= ${times} then
           signal sqlstate 'HY000' set mysql_errno = ${errno};
         end if;
       end`,
    )
    .execute(db)
  try {
    await work()
    const { rows } = await sql<{ n: number }>`select count(*) as n from tries`.execute(db)
    return rows[0]!.n
  } finally {
    await sql.raw('drop trigger refused').execute(db)
    await sql.raw('drop table tries').execute(db)
  }
}

async function withUser(limits: string, work: (url: string) => Promise<void>): Promise<void> {
  const { name, password, remove } = await limitedUser(database.url, limits)
  try {
    await work(road.urlFor(name, password))
  } finally {
    await closePool()
    await remove()
  }
}
