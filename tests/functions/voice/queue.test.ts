import { beforeEach, expect, test } from 'vitest'
import { handler as queueConnecting } from '../../../functions/voice/queue-connecting.protected.ts'
import { handler as queueLeft } from '../../../functions/voice/queue-left.protected.ts'
import { handler as queueWait } from '../../../functions/voice/queue-wait.protected.ts'
import { visitAnswered } from '../../../src/call/call-rows.ts'
import { openPool } from '../../../src/db/pool.ts'
import { statementOf } from '../../../src/db/procedures.ts'
import { aQueue, anOperator } from '../../support/builders.ts'
import { useDatabase } from '../../support/database.ts'
import { caller, rest, restRequests, runStep, softphone } from './run-step.ts'

const database = useDatabase()
const environment = () => ({ DATABASE_URL: database.url, MAIN_QUEUE: 'support' })
const visit = '01JD0000000000000000000000'
const inQueue = { ...caller, visit, queue: 'support', QueueSid: `QU${'1'.repeat(32)}`, QueueTime: '0' }
const connecting = { ...inQueue, visit: undefined, operator: 'operator1', DequeingCallSid: softphone.CallSid }

const wait = (own = {}) => runStep(queueWait, { ...inQueue, QueuePosition: '1', ...own }, environment())
const connect = (own = {}) => runStep(queueConnecting, { ...connecting, ...own }, environment())
const leave = (QueueResult: string | undefined, own = {}) =>
  runStep(queueLeft, { ...inQueue, QueueResult, ...own }, environment())

const visits = () => database.db.selectFrom('enqueue_data').selectAll().orderBy('entered_at').execute()
const answers = () => database.db.selectFrom('queue_data').selectAll().execute()

beforeEach(async () => {
  restRequests.length = 0
  await aQueue(database.db)
  await anOperator(database.db, { queues: ['support'] })
})

test('tells a waiting caller their place, then plays music', async () => {
  const { twiml } = await wait({ QueuePosition: '3' })
  expect(twiml).toBe(
    '<Response><Pause length="2"/><Say language="ja-JP" voice="Polly.Kazuha-Neural">お待たせして申し訳ございません。' +
      'ただいま3番目にお待ちです。そのままお待ちください。</Say><Play>/assets/hold-music-1.wav</Play></Response>',
  )
})

test('writes the visit in the first minute, with the time the caller entered', async () => {
  const before = Date.now()
  await wait({ QueueTime: '60' })
  const [row] = await visits()
  expect(row).toMatchObject({
    visit_id: visit,
    CallSid: caller.CallSid,
    From: caller.From,
    queue_id: 'support',
    QueueResult: null,
    QueueTime: null,
    left_at: null,
  })
  expect(Math.abs(row!.entered_at.getTime() - (before - 60_000))).toBeLessThan(2000)
})

test('does not touch MySQL in a turn after more than 60 s', async () => {
  await wait({ QueueTime: '61' })
  expect(await visits()).toEqual([])
})

test('says an operator is coming, writes the answer and tells the desk', async () => {
  await wait()
  const { twiml } = await connect({ QueueTime: '4' })
  expect(twiml).toBe(
    '<Response><Say language="ja-JP" voice="Polly.Kazuha-Neural">お待たせいたしました。オペレーターにおつなぎいたします。</Say></Response>',
  )
  expect(await answers()).toMatchObject([
    {
      CallSid: caller.CallSid,
      DequeingCallSid: softphone.CallSid,
      visit_id: visit,
      operator_id: 'operator1',
      queue_id: 'support',
      QueueTime: 4,
      bridged: 0,
    },
  ])
  expect(await visits()).toMatchObject([{ operator_id: 'operator1', left_at: null }])
  expect((await visits())[0]!.connecting_at).not.toBeNull()
  expect(restRequests).toEqual([
    {
      method: 'post',
      path: `/Calls/${softphone.CallSid}/UserDefinedMessages.json`,
      data: {
        Content: JSON.stringify({
          kind: 'caller',
          callSid: caller.CallSid,
          number: caller.From,
          queueId: 'support',
          waitSeconds: 4,
        }),
      },
    },
  ])
})

test('connects the caller although Twilio does not pass the desk’s message on', async () => {
  rest.answer = async () => ({ statusCode: 404, body: { code: 20404, message: 'not found', status: 404 } })
  const { twiml, log } = await connect()
  expect(twiml).toContain('おつなぎいたします')
  expect(log.outcome).toBe('connecting')
  rest.answer = async () => ({ statusCode: 201, body: {} })
})

test('writes the answer although Twilio did not say whose leg it was', async () => {
  await wait()
  await connect({ DequeingCallSid: undefined })
  expect(await answers()).toMatchObject([{ visit_id: visit, operator_id: 'operator1', DequeingCallSid: '' }])
  expect(await database.db.selectFrom('operator_call').selectAll().execute()).toEqual([])
  expect(restRequests).toEqual([])
})

test('goes to the queue’s own words after the answer is written', async () => {
  const { twiml } = await connect({ then: 'https://example.com/guide?x=1&y=2' })
  expect(twiml).toBe('<Response><Redirect>https://example.com/guide?x=1&amp;y=2</Redirect></Response>')
  expect(await answers()).toHaveLength(1)
})

test.each([
  ['/assets/guide.xml', '<Redirect method="GET">/assets/guide.xml</Redirect>'],
  ['/voice/information', '<Redirect>/voice/information</Redirect>'],
])('goes to a path of ours, %s, for guidance and after the talk', async (then, redirect) => {
  expect((await connect({ then })).twiml).toBe(`<Response>${redirect}</Response>`)
  expect((await leave('bridged', { then })).twiml).toBe(`<Response>${redirect}</Response>`)
})

test('does not take //another.example for a path of ours', async () => {
  expect((await connect({ then: '//another.example/guide' })).twiml).toContain('おつなぎいたします')
})

test('gives an answer that came before its visit to the visit when its wait is told', async () => {
  await connect({ QueueTime: '4' })
  await wait({ QueueTime: '4' })
  expect(await answers()).toMatchObject([{ visit_id: visit }])
  expect(await visits()).toMatchObject([{ operator_id: 'operator1', left_at: null }])
  expect((await visits())[0]!.connecting_at).not.toBeNull()
})

test('gives an answer that came before its visit to the visit when it ends', async () => {
  await connect({ QueueTime: '4' })
  expect(await answers()).toMatchObject([{ visit_id: null }])
  await leave('bridged', { QueueTime: '4' })
  expect(await answers()).toMatchObject([{ visit_id: visit, bridged: 1 }])
  expect(await visits()).toMatchObject([{ operator_id: 'operator1', QueueResult: 'bridged' }])
})

test('gives each of a call’s answers to the visit it belongs to', async () => {
  const second = { visit: '01JD0000000000000000000001', previous: visit }
  await wait({ QueueTime: '40' })
  await leave('error', { QueueTime: '41' })
  await wait({ ...second, QueueTime: '0' })
  await connect({ QueueTime: '0' })
  expect(await answers()).toMatchObject([{ visit_id: second.visit }])
  expect(await visits()).toMatchObject([
    { QueueResult: 'error', operator_id: null, connecting_at: null },
    { previous_visit_id: visit, operator_id: 'operator1' },
  ])
})

test('gives an answer to no visit that was over before, but to the next, even where that was not told of yet', async () => {
  const second = { visit: '01JD0000000000000000000001', previous: visit }
  await wait({ QueueTime: '40' })
  await leave('error', { QueueTime: '41' })
  await connect({ QueueTime: '0' })
  expect(await answers()).toMatchObject([{ visit_id: null }])
  expect(await visits()).toMatchObject([{ result: 'error', operator_id: null, connecting_at: null }])
  await wait({ ...second, QueueTime: '0' })
  expect(await answers()).toMatchObject([{ visit_id: second.visit }])
  expect(await visits()).toMatchObject([
    { result: 'returned', operator_id: null, connecting_at: null },
    { result: 'open', stage: 'connecting', operator_id: 'operator1' },
  ])
})

test('keeps two answers of one operator’s leg apart, though the second came before its visit', async () => {
  const start = new Date()
  const answered = { ...connecting, QueueTime: 3, clientName: 'operator1', visit: undefined }
  const at = (second: number) => new Date(start.getTime() + second * 1000)
  const write = ({ sql, values }: { sql: string; values: unknown[] }) =>
    openPool(database.url).promise().query(sql, values)
  await wait()
  await write(statementOf(visitAnswered(answered, at(3))))
  await write(statementOf(visitAnswered({ ...answered, QueueTime: 9 }, at(100))))
  await write(statementOf(visitAnswered({ ...answered, QueueTime: 9 }, at(101))))
  expect(await answers()).toMatchObject([
    { visit_id: visit, QueueTime: 3 },
    { visit_id: null, QueueTime: 9 },
  ])
})

test('does not count a caller as answered who was lost while the operator came', async () => {
  await wait()
  await connect()
  await leave('hangup', { CallStatus: 'completed' })
  expect(await answers()).toMatchObject([{ bridged: 0 }])
})

test.each([
  ['bridged', 'お電話ありがとうございました。失礼いたします。'],
  [
    'queue-full',
    '申し訳ございません。ただいまお電話が大変混み合っております。しばらくたってから、おかけ直しください。失礼いたします。',
  ],
  ['leave', 'お待ちいただき、ありがとうございました。失礼いたします。'],
])('says goodbye after %s', async (result, sentence) => {
  const { twiml } = await leave(result)
  expect(twiml).toBe(
    `<Response><Say language="ja-JP" voice="Polly.Kazuha-Neural">${sentence}</Say><Hangup/></Response>`,
  )
})

test.each(['bridged', 'queue-full', 'leave'])(
  'lets the queue’s own address speak after %s',
  async (result) => {
    const { twiml } = await leave(result, { then: 'https://example.com/after' })
    expect(twiml).toBe('<Response><Redirect>https://example.com/after</Redirect></Response>')
    expect(await visits()).toMatchObject([{ QueueResult: result }])
  },
)

test.each(['redirected', 'redirected-from-bridged', 'redirected-some-new-way'])(
  'is silent after %s: others have the call',
  async (result) => {
    expect((await leave(result)).twiml).toBe('<Response/>')
  },
)

test.each(['error', 'system-error', 'bridging-in-process', 'hangup', 'a-new-word', undefined])(
  'apologises after %s and puts a caller who is still there in line again, with our wait',
  async (result) => {
    const { twiml } = await leave(result, { then: 'https://example.com/after' })
    expect(twiml).toContain('もう一度おつなぎいたします。')
    expect(twiml).toContain(`previous=${visit}&amp;returns=1&amp;then=https%3A%2F%2Fexample.com%2Fafter#rc=3`)
    expect(twiml).toMatch(/waitUrl="\/voice\/queue-wait\?visit=[0-9A-Z]{26}&amp;queue=support&amp;previous=/)
    expect(twiml).not.toContain(`?visit=${visit}`)
  },
)

test('puts a caller in line again twice, then gives up kindly', async () => {
  expect((await leave('error', { returns: '1' })).twiml).toContain('returns=2')
  const { twiml } = await leave('error', { returns: '2' })
  expect(twiml).toContain('後ほどおかけ直しください。')
  expect(twiml).toMatch(/<Hangup\/><\/Response>$/)
})

test.each([
  'bridged',
  'hangup',
  'leave',
  'redirected',
  'redirected-from-bridged',
  'bridging-in-process',
  'queue-full',
  'error',
  'system-error',
  'a-word-twilio-adds-later',
])('keeps the word %s as it came', async (result) => {
  await leave(result, { QueueTime: '7' })
  expect(await visits()).toMatchObject([{ QueueResult: result, QueueTime: 7, closed_by: 'queue-left' }])
})

test('keeps the first end: what comes later opens nothing', async () => {
  await leave('hangup', { CallStatus: 'completed' })
  const [first] = await visits()
  await wait()
  await leave('bridged')
  expect(await visits()).toMatchObject([
    { QueueResult: 'hangup', CallStatus: 'completed', left_at: first!.left_at },
  ])
})

test('answers nothing to a call that has ended', async () => {
  const { twiml, status } = await leave('hangup', { CallStatus: 'completed' })
  expect({ twiml, status }).toEqual({ twiml: '<Response/>', status: 200 })
})

test('finds the same visit again for a webhook that lost its id', async () => {
  await wait({ visit: undefined })
  await leave('hangup', { visit: 'nonsense', CallStatus: 'completed' })
  expect(await visits()).toMatchObject([{ QueueResult: 'hangup' }])
})
