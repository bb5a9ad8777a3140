import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { HeadlessClient } from '../../emulator/telephony/headless-client.ts'
import { Telephone } from '../../emulator/telephony/telephone.ts'
import { anOperator, aSession, testPassword } from '../support/builders.ts'
import { useDatabase } from '../support/database.ts'
import { startRehearsal, type Rehearsal } from './rehearsal.ts'

const database = useDatabase({ emptyEach: false })
const customer = '+819012345678'
let rehearsal: Rehearsal

beforeAll(async () => {
  rehearsal = await startRehearsal(database.url)
  expect((await rehearsal.run('deploy')).code).toBe(0)
  await anOperator(database.db, { queues: ['support'] })
  await aSession(database.db)
})
afterAll(() => rehearsal.close())
beforeEach(async () => {
  for (const table of ['queue_data', 'enqueue_data', 'statuscallback_data', 'operator_call'] as const)
    await database.db.deleteFrom(table).execute()
})
afterEach(async () => {
  rehearsal.emulator.faults.clear()
  rehearsal.emulator.reset()
  await rehearsal.emulator.telephony.idle()
})

/** Signs in at the deployed desk and registers with the token that it gives. */
async function softphone(): Promise<HeadlessClient> {
  const cookie = await signIn()
  const { token } = (await (await post('voice-token', {}, cookie)).json()) as { token: string }
  return new HeadlessClient(rehearsal.emulator.telephony, token)
}

async function signIn(): Promise<string> {
  const response = await post('session/login', {
    json: true,
    operatorId: 'operator1',
    password: testPassword,
  })
  expect(response.status).toBe(200)
  return response.headers.getSetCookie()[0]!.split(';')[0]!
}

function post(action: string, body: object, cookie = ''): Promise<Response> {
  return fetch(`${rehearsal.emulator.url}/api/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-with': 'runa', cookie },
    body: JSON.stringify(body),
  })
}

const dial = () => Telephone.dial(rehearsal.emulator.telephony, { from: customer, to: rehearsal.number })
const rows = (table: 'enqueue_data' | 'queue_data' | 'statuscallback_data') =>
  database.db.selectFrom(table).selectAll().execute()

test('a whole call gets through the uploaded build, and leaves its rows', async () => {
  const { clock } = rehearsal
  const operator = await softphone()
  const caller = dial()
  await clock.advance(12_000)
  caller.press('1')
  await clock.advance(20_000)
  const leg = operator.connect({ Destination: 'queue:support' })
  await clock.advanceUntil(() => caller.hears.kind === 'bridge')
  expect(leg.hears).toEqual({ kind: 'bridge', peer: caller.callSid })
  await clock.advance(30_000)
  caller.hangUp()
  await clock.advance(10_000)

  expect(await rows('enqueue_data')).toMatchObject([
    { CallSid: caller.callSid, queue_id: 'support', QueueResult: 'bridged', operator_id: 'operator1' },
  ])
  expect(await rows('queue_data')).toMatchObject([{ CallSid: caller.callSid, bridged: 1 }])
  const legs = (await rows('statuscallback_data')).map(({ leg: kind, CallStatus }) => [kind, CallStatus])
  expect(legs.sort()).toEqual([
    ['caller', 'completed'],
    ['operator', 'completed'],
  ])
})

test('a caller who hangs up while waiting leaves exactly one row', async () => {
  const { clock } = rehearsal
  const caller = dial()
  await clock.advance(12_000)
  caller.press('1')
  await clock.advance(20_000)
  caller.hangUp()
  await clock.advance(10_000)
  expect(await rows('enqueue_data')).toMatchObject([{ CallSid: caller.callSid, QueueResult: 'hangup' }])
})

test('with all functions dead the caller hears an apology and waits, an operator takes the call, and a row is made', async () => {
  const { clock } = rehearsal
  const { faults, telephony } = rehearsal.emulator
  const operator = await softphone()
  faults.add({ path: '/voice/*', kind: 'status', status: 502 })
  const caller = dial()
  await clock.advanceUntil(() => telephony.queues.values().next().value?.stays.length === 1)
  expect(caller.said.join()).toContain('申し訳ございません')
  const leg = operator.connect({ Destination: 'queue:support' })
  await clock.advanceUntil(() => caller.hears.kind === 'bridge')
  expect(leg.said.join()).toContain('システムに不具合が起きています')
  await clock.advance(60_000)
  faults.clear()
  caller.hangUp()
  await clock.advance(10_000)
  expect(await rows('enqueue_data')).toMatchObject([
    { CallSid: caller.callSid, From: customer, queue_id: 'support', QueueResult: 'bridged' },
  ])
})

test('with all functions dead a caller who gives up leaves a row as soon as one of them answers again', async () => {
  const { clock } = rehearsal
  const { faults, telephony } = rehearsal.emulator
  faults.add({ path: '/voice/greeting', kind: 'status', status: 429 })
  faults.add({ path: '/voice/queue-left', kind: 'status', status: 503, nth: 1 })
  faults.add({ path: '/voice/queue-left', kind: 'lost', nth: 2 })
  const caller = dial()
  await clock.advanceUntil(() => telephony.queues.values().next().value?.stays.length === 1)
  await clock.advance(45_000)
  caller.hangUp()
  await clock.advance(20_000)
  expect(await rows('enqueue_data')).toMatchObject([{ CallSid: caller.callSid, QueueResult: 'hangup' }])
})

test('a function logs one line a request, in JSON, without a number or a name, far below 3 kB', async () => {
  const output = rehearsal.served().output()
  const lines = output.split('\n').filter((line) => line && !line.startsWith('listening on'))
  expect(lines.length).toBeGreaterThan(10)
  for (const line of lines) {
    const entry = JSON.parse(line) as Record<string, unknown>
    expect(entry).toMatchObject({ ms: expect.any(Number) })
    expect(typeof (entry.route ?? entry.desk)).toBe('string')
    expect(line.length).toBeLessThan(1000)
  }
  for (const personal of [customer, rehearsal.number, '山田', 'operator1', testPassword])
    expect(output).not.toContain(personal)
})
