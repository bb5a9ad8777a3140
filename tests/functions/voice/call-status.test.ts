import { beforeEach, expect, test } from 'vitest'
import { handler as callStatus } from '../../../functions/voice/call-status.protected.ts'
import { handler as queueWait } from '../../../functions/voice/queue-wait.protected.ts'
import { anOperator } from '../../support/builders.ts'
import { useDatabase } from '../../support/database.ts'
import { caller, runStep, softphone } from './run-step.ts'

const database = useDatabase()
const environment = () => ({ DATABASE_URL: database.url, MAIN_QUEUE: 'support' })
const status = (own: Record<string, unknown>) => runStep(callStatus, { ...caller, ...own }, environment())
const ends = () => database.db.selectFrom('statuscallback_data').selectAll().execute()
const legs = () => database.db.selectFrom('operator_call').selectAll().orderBy('CallSid').execute()

const child = { CallSid: `CA${'3'.repeat(32)}`, ParentCallSid: softphone.CallSid, Direction: 'outbound-dial' }

beforeEach(async () => {
  await anOperator(database.db)
  await anOperator(database.db, { operator_id: 'operator2' })
})

test('writes the end of a caller’s leg', async () => {
  const answer = await status({ CallStatus: 'completed', CallDuration: '42', Duration: '1' })
  expect(answer).toMatchObject({ status: 200, twiml: '<Response/>' })
  expect(await ends()).toMatchObject([
    { CallSid: caller.CallSid, leg: 'caller', CallStatus: 'completed', CallDuration: 42, operator_id: null },
  ])
})

test.each([
  ['Sun, 22 Nov 2026 03:00:07 +0000', '2026-11-22T03:00:07.000Z'],
  ['no time at all', undefined],
  [undefined, undefined],
])('an end that Twilio dates “%s” is of then, or else of when it was told', async (Timestamp, expected) => {
  const before = Date.now()
  await status({ CallStatus: 'completed', CallDuration: '42', Timestamp })
  const [row] = await ends()
  if (expected) expect(row!.ended_at.toISOString()).toBe(expected)
  else expect(row!.ended_at.getTime()).toBeGreaterThanOrEqual(before)
})

test('closes the visit of a caller whose leaving nobody told', async () => {
  const visit = '01JD0000000000000000000000'
  await runStep(queueWait, { ...caller, visit, queue: 'support', QueueTime: '0' }, environment())
  await status({ CallStatus: 'completed' })
  const [row] = await database.db.selectFrom('enqueue_data').selectAll().execute()
  expect(row).toMatchObject({ closed_by: 'call-status', QueueResult: null })
  expect(row!.left_at).not.toBeNull()
})

test('knows an operator’s leg by its identity', async () => {
  await status({ ...softphone, CallStatus: 'completed', CallDuration: '9' })
  expect(await ends()).toMatchObject([{ leg: 'operator', operator_id: 'operator1' }])
  expect(await legs()).toMatchObject([{ operator_id: 'operator1', status: 'completed' }])
})

test('knows an operator’s leg by Caller, whatever the page put in its stead', async () => {
  const end = { ...softphone, Caller: 'client:operator1', CallStatus: 'completed', CallDuration: '9' }
  await status({ ...end, CallSid: 'CA-1', From: 'client:operator2' })
  await status({ ...end, CallSid: 'CA-2', From: '+819012345678' })
  const dialled = { Direction: 'outbound-api', From: '+815031234567', To: 'client:operator1' }
  await status({ ...end, ...dialled, CallSid: 'CA-3', Caller: '+815031234567' })
  expect(await legs()).toMatchObject(Array(3).fill({ operator_id: 'operator1' }))
  expect(await ends()).toMatchObject(Array(3).fill({ leg: 'operator', operator_id: 'operator1' }))
})

test('follows a number that an operator calls, and writes its end once', async () => {
  const number = {
    ...child,
    leg: 'outbound',
    operator: 'operator1',
    From: '+815031234567',
    To: '+81312345678',
  }
  await status({ ...number, CallStatus: 'initiated' })
  expect(await ends()).toEqual([])
  await status({ ...number, CallStatus: 'in-progress' })
  expect((await legs())[0]!.answered_at).not.toBeNull()
  await status({ ...number, CallStatus: 'completed', CallDuration: '5' })
  await status({ ...number, CallStatus: 'completed', CallDuration: '5' })
  expect(await ends()).toMatchObject([
    { leg: 'outbound', operator_id: 'operator1', ParentCallSid: softphone.CallSid, CallDuration: 5 },
  ])
  expect(await legs()).toMatchObject([{ CallSid: softphone.CallSid, status: 'completed' }])
})

test.each(['busy', 'no-answer', 'failed', 'canceled'])(
  'keeps how a called number ended: %s',
  async (CallStatus) => {
    await status({ ...child, leg: 'outbound', operator: 'operator1', CallStatus })
    await status({ ...softphone, CallStatus: 'completed' })
    expect(await legs()).toMatchObject([
      { CallSid: softphone.CallSid, status: CallStatus, answered_at: null },
    ])
  },
)

test('counts a colleague’s leg as the colleague’s call', async () => {
  const colleague = { ...child, leg: 'colleague', operator: 'operator2', From: 'client:operator1' }
  await status({ ...colleague, CallStatus: 'initiated' })
  await status({ ...colleague, CallStatus: 'in-progress' })
  expect(await legs()).toMatchObject([
    { CallSid: softphone.CallSid, operator_id: 'operator1' },
    { CallSid: child.CallSid, operator_id: 'operator2', destination: 'operator:operator2' },
  ])
  await status({ ...colleague, CallStatus: 'completed', CallDuration: '3' })
  expect(await ends()).toMatchObject([{ leg: 'colleague', operator_id: 'operator2' }])
})

test.each(['queued', 'initiated', 'ringing', 'in-progress', undefined])(
  'writes nothing about a caller’s leg that is %s',
  async (CallStatus) => {
    expect((await status({ CallStatus })).status).toBe(200)
    expect(await ends()).toEqual([])
  },
)

test('takes a duration without a status for an end', async () => {
  await status({ CallStatus: undefined, CallDuration: '42' })
  expect(await ends()).toMatchObject([{ leg: 'caller', CallStatus: null, CallDuration: 42 }])
})
