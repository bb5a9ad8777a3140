import { beforeEach, expect, test } from 'vitest'
import { handler as callStatus } from '../../../functions/voice/call-status.protected.ts'
import { handler as operatorDialEnded } from '../../../functions/voice/operator-dial-ended.protected.ts'
import { handler as operatorDial } from '../../../functions/voice/operator-dial.protected.ts'
import { handler as queueConnecting } from '../../../functions/voice/queue-connecting.protected.ts'
import { handler as queueLeft } from '../../../functions/voice/queue-left.protected.ts'
import { seedStandIns, standIns } from '../../../scripts/seed/stand-ins.ts'
import { newTicket } from '../../../src/session/session-token.ts'
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
  await database.db.updateTable('queue').set({ queue_name: 'サポ\u0001ー\ufffeト <A&B>' }).execute()
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
    `<Response><Dial timeout="25" timeLimit="14400" answerOnBridge="true" callerId="client:operator1" action="/voice/operator-dial-ended${repeated}">` +
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
    `<Response><Dial timeLimit="14400" answerOnBridge="true" callerId="+815031234567" action="/voice/operator-dial-ended${repeated}">` +
      `<Number statusCallback="/voice/call-status?leg=outbound&amp;operator=operator1${insistently}" ` +
      'statusCallbackEvent="initiated answered completed">+81312345678</Number></Dial></Response>',
  )
  expect(await legs()).toMatchObject([{ destination: '03-1234-5678', number: '+81312345678' }])
})

test('says for whom it waits at the first wait, and not again at those that follow', async () => {
  expect((await dial('queue:support')).twiml).toContain(say('サポートのお電話をお待ちします。'))
  const { twiml } = await dial('queue:support', { CallSid: 'CA-again', Again: 'true' })
  expect(twiml).toMatch(/^<Response><Dial /)
})

test.each([
  ['queue:sales', 'not-your-queue', 'この窓口の担当ではないため、おつなぎできません。'],
  ['queue:nowhere', 'not-your-queue', 'この窓口の担当ではないため、おつなぎできません。'],
  ['operator:nobody', 'unknown-colleague', 'そのオペレーターは見つかりませんでした。'],
  ['operator:operator1', 'unknown-colleague', 'そのオペレーターは見つかりませんでした。'],
  [
    '0570-000-000',
    'refused-prefix',
    'この番号は、有料や特別なサービスなどのため、こちらからはおかけできません。',
  ],
  ...['110', '+81119', '184118'].map((number) => [
    number,
    'emergency',
    'このお電話から緊急通報はできません。すぐに、携帯電話など別の電話から、もう一度おかけください。',
  ]),
  ['+12025550123', 'not-allowed-country', 'この国や地域への発信は許可されていません。'],
  ['050-3123-4567', 'own-number', 'この番号は当センターの番号のため、こちらからはおかけできません。'],
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

const everyKind = ['queue:support', 'operator:operator2', '03-1234-5678']

test.each(everyKind)('connects nobody to %s who has no running session, and says so', async (destination) => {
  for (const over of [{ ended_at: new Date() }, { expires_at: new Date(Date.now() - 1) }, undefined]) {
    await database.db.deleteFrom('session').execute()
    if (over) await aSession(database.db, over)
    await aSession(database.db, { operator_id: 'operator2' })
    const { twiml, log } = await dial(destination)
    expect(log.outcome).toBe('signed-out')
    expect(twiml).toBe(
      `<Response>${say('サインインされていないため、おつなぎできません。もう一度サインインしてください。')}<Hangup/></Response>`,
    )
    expect((await dialEnded('no-answer')).log.outcome).toBe('may-not-wait')
  }
  expect(await audit()).toMatchObject([{ after_value: { reason: 'signed-out', CallSid: softphone.CallSid } }])
  await aSession(database.db)
  expect((await dial(destination)).twiml).toContain('<Dial')
  expect((await dialEnded('no-answer')).log.outcome).toBe('waits-on')
})

test('refuses a page that calls as somebody else, by Caller, and keeps who it was', async () => {
  const forged = { Caller: 'client:operator1', From: 'client:operator2' }
  for (const destination of [...everyKind, '110']) {
    const { twiml, log } = await dial(destination, forged)
    expect(log.outcome).toBe('other-caller')
    expect(twiml).not.toContain('<Dial')
  }
  expect(
    (await dial('queue:support', { ...forged, From: '+819012345678', CallSid: 'CA-2' })).log.outcome,
  ).toBe('other-caller')
  const after = { reason: 'other-caller', CallSid: softphone.CallSid, claimed: 'client:operator2' }
  expect(await audit()).toMatchObject([
    { operator_id: 'operator1', action: 'call.refused', subject: 'queue:support', after_value: after },
    { operator_id: 'operator1', after_value: { reason: 'other-caller', CallSid: 'CA-2' } },
  ])
  expect(await legs()).toMatchObject([{ operator_id: 'operator1' }, { operator_id: 'operator1' }])
  expect((await dialEnded('no-answer', forged)).log.outcome).toBe('other-caller')
})

test.each([
  ['a telephone', '+819012345678'],
  ['nobody', ''],
  ['several at once', ['client:operator1', 'client:operator1']],
])('takes no From for who calls where Caller is %s', async (_who, Caller) => {
  expect((await dial('queue:support', { Caller })).twiml).not.toContain('<Dial')
  expect((await dial('queue:support', { Caller, From: undefined })).log.outcome).toBe('unknown-operator')
})

const secrets = { SESSION_SECRET: 'a-secret-for-tests-of-at-least-32-characters' }
const ticketOf = (
  clientName: string,
  sessionId: string,
  { secret = secrets.SESSION_SECRET, seconds = 60 } = {},
) => newTicket({ sessionSecret: secret, stage: '' }, { clientName, sessionId }, seconds)

test('takes a softphone’s ticket for who it is, and for the session it was opened in', async () => {
  const [mine, older] = [await aSession(database.db), await aSession(database.db, { ended_at: new Date() })]
  const required = { ...secrets, SOFTPHONE_TICKET: 'required' }
  for (const destination of everyKind) {
    const called = await dial(destination, { Ticket: ticketOf('operator1', mine) }, required)
    expect(called.twiml).toContain('<Dial')
    expect(JSON.stringify(called.log)).not.toContain('eyJ')
    const old = await dial(destination, { Ticket: ticketOf('operator1', older), CallSid: 'CA-2' }, required)
    expect(old.log.outcome).toBe('signed-out')
  }
})

test('refuses whoever shows another operator’s ticket, and keeps whose it is', async () => {
  const Ticket = ticketOf('operator2', await aSession(database.db, { operator_id: 'operator2' }))
  const { log } = await dial('queue:support', { Caller: 'client:operator1', Ticket }, secrets)
  expect(log.outcome).toBe('other-caller')
  const after = { reason: 'other-caller', CallSid: softphone.CallSid, claimed: 'client:operator1' }
  expect(await audit()).toMatchObject([{ operator_id: 'operator2', after_value: after }])
  expect(await legs()).toMatchObject([{ operator_id: 'operator2' }])
})

test.each([
  ['forged', ticketOf('operator1', 'any', { secret: 'another-secret-of-at-least-32-characters' })],
  ['over', ticketOf('operator1', 'any', { seconds: -1 })],
  ['empty', ''],
  ['no ticket', 'ticket'],
  ['one of several', ['ticket', 'ticket']],
])('refuses a ticket that is %s', async (_what, Ticket) => {
  const { twiml, log } = await dial('queue:support', { Ticket }, secrets)
  expect(log.outcome).toBe('no-ticket')
  expect(twiml).toContain('ご本人の電話か確かめられないため')
  expect(await audit()).toMatchObject([{ operator_id: 'operator1', after_value: { reason: 'no-ticket' } }])
})

test('asks every softphone for a ticket only where the configuration says so', async () => {
  expect((await dial('queue:support', {}, { ...secrets, SOFTPHONE_TICKET: '' })).log.outcome).toBe('queue')
  const required = { ...secrets, SOFTPHONE_TICKET: 'required' }
  expect((await dial('queue:support', { CallSid: 'CA-2' }, required)).log.outcome).toBe('no-ticket')
  expect(
    (await dial('queue:support', { CallSid: 'CA-3' }, { SOFTPHONE_TICKET: 'required' })).log.outcome,
  ).toBe('no-ticket')
})

test('puts the stand-ins of the telephone’s page through, who have a session of their own', async () => {
  const db = database.db
  await seedStandIns(db, new Date())
  await seedStandIns(db, new Date())
  for (const { id, queue } of standIns) {
    expect((await dial(`queue:${queue}`, { From: `client:${id}`, CallSid: id })).log.outcome).toBe('queue')
    expect(await db.selectFrom('session').selectAll().where('operator_id', '=', id).execute()).toHaveLength(1)
  }
})

test('knows a softphone that Twilio dialled by To', async () => {
  const dialled = {
    Direction: 'outbound-api',
    From: '+815031234567',
    Caller: '+815031234567',
    To: 'client:operator1',
  }
  expect((await dial('queue:support', dialled)).log.outcome).toBe('queue')
  expect((await dialEnded('no-answer', dialled)).log.outcome).toBe('waits-on')
  expect(await legs()).toMatchObject([{ operator_id: 'operator1' }])
})

test('keeps a refusal in the audit even where news of the leg came first', async () => {
  const end = { ...softphone, CallStatus: 'completed', CallDuration: '1' }
  await runStep(callStatus, end, environment())
  await dial('110')
  await dial('110')
  expect(await audit()).toMatchObject([{ operator_id: 'operator1', after_value: { reason: 'emergency' } }])
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

test('calls no number on which the centre was called', async () => {
  const end = { ...caller, To: '+81312345678', CallStatus: 'completed', CallDuration: '9' }
  await runStep(callStatus, { ...end, CallSid: 'CA-out', Direction: 'outbound-api' }, environment())
  expect((await dial('03-1234-5678')).log.outcome).toBe('number')
  await runStep(callStatus, end, environment())
  expect((await dial('03-1234-5678', { CallSid: 'CA-2' })).log.outcome).toBe('own-number')
})

test('dials for an operator twice at a time and no more', async () => {
  const over = (CallSid: string) =>
    runStep(callStatus, { ...softphone, CallSid, CallStatus: 'completed', CallDuration: '9' }, environment())
  await dial('queue:support', { CallSid: 'CA-wait' })
  await dial('110', { CallSid: 'CA-refused' })
  await dial('03-1234-5678', { CallSid: 'CA-1' })
  await dial('operator:operator2', { CallSid: 'CA-2' })
  expect((await dial('03-1234-5678', { CallSid: 'CA-1' })).log.outcome).toBe('number')
  const third = await dial('03-1234-5679', { CallSid: 'CA-3' })
  expect(third.twiml).toBe(
    `<Response>${say('通話がすでに2件あるため、おかけできません。どちらかを終えてからおかけください。')}<Hangup/></Response>`,
  )
  expect((await dial('queue:support', { CallSid: 'CA-wait-2' })).log.outcome).toBe('queue')
  await over('CA-1')
  expect((await dial('03-1234-5679', { CallSid: 'CA-4' })).log.outcome).toBe('number')
})

test('does not take a call for live whose end must have been lost', async () => {
  for (const CallSid of ['CA-1', 'CA-2']) await dial('03-1234-5678', { CallSid })
  const lost = new Date(Date.now() - 121_000)
  await database.db.updateTable('operator_call').set({ started_at: lost }).execute()
  expect((await dial('03-1234-5679', { CallSid: 'CA-3' })).log.outcome).toBe('number')
  await database.db.updateTable('operator_call').set({ answered_at: lost }).execute()
  expect((await dial('03-1234-5679', { CallSid: 'CA-4' })).log.outcome).toBe('too-many-calls')
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
