import { beforeEach, expect, test } from 'vitest'
import { handler as callStatus } from '../../../functions/voice/call-status.protected.ts'
import { handler as operatorDialEnded } from '../../../functions/voice/operator-dial-ended.protected.ts'
import { handler as operatorDial } from '../../../functions/voice/operator-dial.protected.ts'
import { handler as queueConnecting } from '../../../functions/voice/queue-connecting.protected.ts'
import { handler as queueLeft } from '../../../functions/voice/queue-left.protected.ts'
import { aQueue, anOperator, aSession } from '../../support/builders.ts'
import { useDatabase } from '../../support/database.ts'
import { caller, insistently, repeated, restRequests, runStep, softphone } from './run-step.ts'

const database = useDatabase()
const environment = (own = {}) => ({
  DATABASE_URL: database.url,
  MAIN_QUEUE: 'support',
  CALLER_ID: '+815031234567',
  ...own,
})
const dial = (Destination: unknown, own = {}, env = {}) =>
  runStep(operatorDial, { ...softphone, Destination, ...own }, environment(env))
const dialEnded = (DialCallStatus: string, own = {}) =>
  runStep(operatorDialEnded, { ...softphone, queue: 'support', DialCallStatus, ...own }, environment())

const legs = () => database.db.selectFrom('operator_call').selectAll().orderBy('started_at').execute()
const audit = () => database.db.selectFrom('audit_log').selectAll().execute()
const say = (sentence: string) => `<Say language="ja-JP" voice="Polly.Kazuha-Neural">${sentence}</Say>`
const waiting =
  `<Dial timeout="600" action="/voice/operator-dial-ended?queue=support${repeated}">` +
  `<Queue url="/voice/queue-connecting?operator=operator1&amp;queue=support${repeated}">support</Queue></Dial>`

beforeEach(async () => {
  restRequests.length = 0
  await aQueue(database.db)
  await aQueue(database.db, { queue_id: 'sales', queue_name: '営業' })
  await anOperator(database.db, { queues: ['support'] })
  await aSession(database.db)
  await anOperator(database.db, { operator_id: 'operator2' })
})

test('names the queue to its operator, and waits ten minutes for a caller', async () => {
  const { twiml } = await dial('queue:support')
  expect(twiml).toBe(`<Response>${say('サポートのお電話をお待ちします。')}${waiting}</Response>`)
  expect(await legs()).toMatchObject([
    { CallSid: softphone.CallSid, operator_id: 'operator1', destination: 'queue:support', ended_at: null },
  ])
})

test('names a queue whose name no document can hold as it is', async () => {
  await database.db.updateTable('queue').set({ queue_name: 'サポ\u0001ート <A&B>' }).execute()
  const { twiml } = await dial('queue:support')
  expect(twiml).toContain('>サポート &lt;A&amp;B&gt;のお電話をお待ちします。</Say><Dial')
})

test('carries the queue’s own words for the moment an operator comes', async () => {
  await database.db.updateTable('queue').set({ guidance_url: 'https://example.com/guide' }).execute()
  expect((await dial('queue:support')).twiml).toContain('&amp;then=https%3A%2F%2Fexample.com%2Fguide#rc=1')
})

test('rings a colleague as the operator', async () => {
  const { twiml } = await dial('operator:operator2', {}, { STAGE: '' })
  expect(twiml).toBe(
    `<Response><Dial timeout="25" answerOnBridge="true" callerId="client:operator1" action="/voice/operator-dial-ended${repeated}">` +
      `<Client statusCallback="/voice/call-status?leg=colleague&amp;operator=operator2${insistently}" ` +
      'statusCallbackEvent="initiated answered completed">operator2</Client></Dial></Response>',
  )
})

test('knows operators of its own stage only', async () => {
  const stage = { STAGE: 'test_' }
  expect((await dial('operator:operator2', { From: 'client:test_operator1' }, stage)).twiml).toContain(
    '>test_operator2</Client>',
  )
  expect((await dial('operator:operator2', {}, stage)).log.outcome).toBe('unknown-operator')
})

test('calls a number as the centre', async () => {
  const { twiml } = await dial('03-1234-5678')
  expect(twiml).toBe(
    `<Response><Dial answerOnBridge="true" callerId="+815031234567" action="/voice/operator-dial-ended${repeated}">` +
      `<Number statusCallback="/voice/call-status?leg=outbound&amp;operator=operator1${insistently}" ` +
      'statusCallbackEvent="initiated answered completed">+81312345678</Number></Dial></Response>',
  )
  expect(await legs()).toMatchObject([{ destination: '03-1234-5678', number: '+81312345678' }])
})

test.each([
  ['queue:sales', 'not-your-queue', 'この窓口の担当ではないため、おつなぎできません。'],
  ['queue:nowhere', 'not-your-queue', 'この窓口の担当ではないため、おつなぎできません。'],
  ['operator:nobody', 'unknown-colleague', 'そのオペレーターは見つかりませんでした。'],
  ['operator:operator1', 'unknown-colleague', 'そのオペレーターは見つかりませんでした。'],
  ['110', 'refused-prefix', 'この番号は、緊急通報や有料サービスなどのため、こちらからはおかけできません。'],
  ['+12025550123', 'not-allowed-country', 'この国や地域への発信は許可されていません。'],
  ['hello', 'not-a-number', '電話番号が正しくないため、おかけできません。番号をご確認ください。'],
])('refuses %s (%s), says why and keeps it in the audit', async (destination, reason, sentence) => {
  const { twiml } = await dial(destination)
  expect(twiml).toBe(`<Response>${say(sentence)}<Hangup/></Response>`)
  await dial(destination)
  expect(await audit()).toMatchObject([
    {
      operator_id: 'operator1',
      action: 'call.refused',
      subject: destination,
      after_value: { reason, CallSid: softphone.CallSid },
    },
  ])
})

test('refuses to wait for callers after signing out, in the queue’s stead, and says so', async () => {
  for (const over of [{ ended_at: new Date() }, { expires_at: new Date(Date.now() - 1) }]) {
    await database.db.deleteFrom('session').execute()
    await aSession(database.db, over)
    const { twiml, log } = await dial('queue:support')
    expect(log.outcome).toBe('signed-out')
    expect(twiml).toBe(
      `<Response>${say('サインインされていないため、お電話をお待ちになれません。もう一度サインインしてください。')}<Hangup/></Response>`,
    )
    expect((await dialEnded('no-answer')).log.outcome).toBe('may-not-wait')
  }
  expect(await audit()).toMatchObject([{ after_value: { reason: 'signed-out', CallSid: softphone.CallSid } }])
  // Signed in again; and one who never signed in at a desk, with a softphone of another make.
  for (const signIn of [() => aSession(database.db), () => database.db.deleteFrom('session').execute()]) {
    await signIn()
    expect((await dial('queue:support')).log.outcome).toBe('queue')
    expect((await dialEnded('no-answer')).log.outcome).toBe('waits-on')
  }
})

test('keeps a refusal in the audit even where news of the leg came first', async () => {
  const end = { ...softphone, CallStatus: 'completed', CallDuration: '1' }
  await runStep(callStatus, end, environment())
  await dial('110')
  await dial('110')
  expect(await audit()).toMatchObject([
    { operator_id: 'operator1', after_value: { reason: 'refused-prefix' } },
  ])
})

test('keeps who of another stage asked, and no telephone’s number', async () => {
  await dial('queue:support', { From: 'client:test_operator1', CallSid: 'CA-1' }, { STAGE: 'dev_' })
  await dial('queue:support', { From: '+819012345678', CallSid: 'CA-2' })
  expect(await audit()).toMatchObject([
    { operator_id: null, subject: 'queue:support', after_value: { clientName: 'client:test_operator1' } },
    { operator_id: null, subject: 'queue:support', after_value: { clientName: null, CallSid: 'CA-2' } },
  ])
})

test('refuses numbers where no caller number is set up', async () => {
  expect((await dial('03-1234-5678', {}, { CALLER_ID: '' })).log.outcome).toBe('no-caller-id')
})

test.each([
  ['a telephone', '+819012345678'],
  ['an unknown operator', 'client:nobody'],
  ['nobody', undefined],
  ['several at once', ['client:operator1', 'client:operator1']],
  ['half an identity', 'client:'],
  ['an identity with more behind it', 'client:operator1?x=1'],
])('connects %s with nobody', async (_who, From) => {
  const { twiml, log } = await dial('queue:support', { From })
  expect(log.outcome).toBe('unknown-operator')
  expect(twiml).not.toContain('<Dial')
  expect(await legs()).toEqual([])
})

test.each(['disabled_at', 'deleted_at'] as const)(
  'connects an operator no more whose %s is set',
  async (column) => {
    await database.db
      .updateTable('operator')
      .set({ [column]: new Date() })
      .execute()
    expect((await dial('queue:support')).log.outcome).toBe('unknown-operator')
    await dial('queue:support')
    expect(await audit()).toMatchObject([
      {
        operator_id: null,
        action: 'call.refused',
        subject: 'queue:support',
        after_value: { reason: 'unknown-operator', CallSid: softphone.CallSid, clientName: 'operator1' },
      },
    ])
    expect((await dialEnded('no-answer')).log.outcome).toBe('may-not-wait')
  },
)

test('ends an operator’s older waiting leg when a newer one begins, but never the newer', async () => {
  await dial('queue:support', { CallSid: 'CA-1' })
  await dial('queue:support', { CallSid: 'CA-2' })
  expect(restRequests).toMatchObject([{ path: '/Calls/CA-1.json', data: { Status: 'completed' } }])
  restRequests.length = 0
  await dial('queue:support', { CallSid: 'CA-1' })
  expect(restRequests).toMatchObject([{ path: '/Calls/CA-1.json' }])
  expect((await dialEnded('no-answer', { CallSid: 'CA-1' })).log.outcome).toBe('may-not-wait')
  expect((await dialEnded('no-answer', { CallSid: 'CA-2' })).log.outcome).toBe('waits-on')
})

test('does not end a leg on which the operator talks', async () => {
  await dial('queue:support', { CallSid: 'CA-1' })
  await runStep(
    queueConnecting,
    { ...caller, operator: 'operator1', queue: 'support', DequeingCallSid: 'CA-1' },
    environment(),
  )
  restRequests.length = 0
  await dial('queue:support', { CallSid: 'CA-2' })
  expect(restRequests).toEqual([])
})

test('waits on when nobody came in ten minutes', async () => {
  await dial('queue:support')
  expect((await dialEnded('no-answer')).twiml).toBe(`<Response>${waiting}</Response>`)
})

test('knows from the end of a wait where a leg waited whose beginning was never written', async () => {
  await dialEnded('no-answer')
  expect(await legs()).toMatchObject([
    { CallSid: softphone.CallSid, operator_id: 'operator1', destination: 'queue:support', answered_at: null },
  ])
})

test('waits no more once the queue is not the operator’s any longer', async () => {
  await dial('queue:support')
  await database.db.deleteFrom('operator_queue').execute()
  const { twiml, log } = await dialEnded('no-answer')
  expect({ twiml, outcome: log.outcome }).toEqual({
    twiml: '<Response><Hangup/></Response>',
    outcome: 'may-not-wait',
  })
})

test('hangs up after a served caller, who counts as answered', async () => {
  await dial('queue:support')
  await runStep(
    queueConnecting,
    { ...caller, operator: 'operator1', queue: 'support', DequeingCallSid: softphone.CallSid },
    environment(),
  )
  const { twiml, log } = await dialEnded('completed', { DialBridged: 'true', DialCallSid: caller.CallSid })
  expect({ twiml, outcome: log.outcome }).toEqual({
    twiml: '<Response><Hangup/></Response>',
    outcome: 'served',
  })
  expect(await database.db.selectFrom('queue_data').select('bridged').execute()).toEqual([{ bridged: 1 }])
})

test('does not count an earlier caller as answered who was lost while the operator came', async () => {
  await dial('queue:support')
  const lost = { ...caller, visit: '01JD0000000000000000000000', queue: 'support', QueueTime: '0' }
  await runStep(queueConnecting, { ...lost, DequeingCallSid: softphone.CallSid }, environment())
  await runStep(queueLeft, { ...lost, QueueResult: 'hangup', CallStatus: 'completed' }, environment())
  await dialEnded('completed', { DialBridged: 'true', DialCallSid: 'CA-served-but-never-written' })
  const answers = await database.db.selectFrom('queue_data').selectAll().orderBy('id').execute()
  expect(answers).toMatchObject([
    { CallSid: caller.CallSid, bridged: 0, inferred: 0 },
    { CallSid: 'CA-served-but-never-written', bridged: 1, inferred: 1 },
  ])
})

test.each(['completed', 'failed', 'canceled', 'busy', 'a-new-word'])(
  'hangs up when the dial ended %s, since the desk begins anew',
  async (status) => {
    await dial('queue:support')
    expect((await dialEnded(status)).twiml).toBe('<Response><Hangup/></Response>')
  },
)

test('hangs up after a call to a number or a colleague without asking MySQL', async () => {
  const { twiml, log } = await dialEnded('completed', { queue: undefined })
  expect({ twiml, outcome: log.outcome }).toEqual({
    twiml: '<Response><Hangup/></Response>',
    outcome: 'over',
  })
})
