import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Telephone } from '../../emulator/telephony/telephone.ts'
import { CENTRE, CUSTOMER, TestApplication, telephonyFor } from './application.ts'

let application: TestApplication

beforeAll(async () => {
  application = await TestApplication.start()
})
afterAll(() => application.stop())

beforeEach(() => {
  application.clear()
  application
    .on(
      '/voice',
      '<Gather numDigits="1" timeout="10" finishOnKey="" action="/choice"><Say>One or two</Say></Gather>',
    )
    .on('/choice', '<Enqueue action="/left" waitUrl="/wait">support</Enqueue>')
    .on('/wait', '<Say>You are waiting</Say><Pause length="28"/>')
    .on('/left', '<Say>Goodbye</Say>')
    .on('/operator', '<Dial timeout="600" action="/dialled"><Queue url="/connecting">support</Queue></Dial>')
    .on('/connecting', '<Say>An operator is coming</Say>')
    .on('/dialled', '<Hangup/>')
    .on('/status', { status: 204 })
})

/** A caller in the queue since 40 seconds, and an operator who then dials in and takes the call. */
async function talking() {
  const { telephony, clock, softphones } = telephonyFor(application)
  const caller = Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE })
  await clock.advance(1_000)
  caller.press('1')
  await clock.advance(40_000)
  const operator = new Telephone(telephony)
  operator.callSid = telephony.connectClient({
    identity: 'op_1',
    applicationSid: softphones.sid,
    params: { Destination: 'queue:1' },
    endpoint: operator,
  })
  await clock.advance(10_000)
  return { telephony, clock, caller, operator }
}

describe('The basic inbound call', () => {
  test('makes the documented requests when the operator hangs up first', async () => {
    const { clock, caller, operator } = await talking()
    expect(caller.hears).toEqual({ kind: 'bridge', peer: operator.callSid })
    expect(operator.hears).toEqual({ kind: 'bridge', peer: caller.callSid })
    operator.hangUp()
    await clock.advance(10_000)
    expect(application.paths).toEqual([
      '/voice',
      '/choice',
      '/wait',
      '/wait',
      '/operator',
      '/connecting',
      ...application.paths.slice(6),
    ])
    expect(application.paths.slice(6).sort()).toEqual(['/dialled', '/left', '/status', '/status'])
    expect(application.last('/left')).toMatchObject({
      QueueResult: 'bridged',
      CallStatus: 'in-progress',
      QueueTime: '40',
    })
    expect(application.last('/dialled')).toMatchObject({
      CallStatus: 'completed',
      DialCallStatus: 'completed',
      DialBridged: 'true',
    })
    expect(caller.said.at(-1)).toBe('Goodbye')
    expect(caller.endedAs).toBe('completed')
    const statuses = application
      .to('/status')
      .map(({ form }) => [form.From, form.CallStatus, form.SequenceNumber])
    expect(statuses).toEqual([
      ['client:op_1', 'completed', '0'],
      [CUSTOMER, 'completed', '0'],
    ])
  })

  test('tells the operator leg to go on when the caller hangs up first', async () => {
    const { clock, caller, operator } = await talking()
    caller.hangUp()
    await clock.runUntilIdle()
    expect(application.last('/left')).toMatchObject({
      QueueResult: 'bridged',
      CallStatus: 'completed',
      CallSid: caller.callSid,
    })
    expect(application.last('/dialled')).toMatchObject({
      CallStatus: 'in-progress',
      DialCallStatus: 'completed',
      DialBridged: 'true',
      DialCallSid: caller.callSid,
      DequeingCallSid: operator.callSid,
    })
    expect(operator.endedAs).toBe('completed')
  })

  test('runs the guidance on the leg of the caller, who alone hears it', async () => {
    const { caller, operator } = await talking()
    expect(application.last('/connecting')).toMatchObject({
      CallSid: caller.callSid,
      DequeingCallSid: operator.callSid,
      From: CUSTOMER,
      QueueTime: '40',
    })
    expect(caller.said).toContain('An operator is coming')
    expect(operator.said).toEqual([])
  })

  test('reports an abandoned wait at once', async () => {
    const { telephony, clock } = telephonyFor(application)
    const caller = Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE })
    await clock.advance(1_000)
    caller.press('1')
    await clock.advance(35_000)
    application.requests.length = 0
    caller.hangUp()
    await clock.runUntilIdle()
    expect(application.paths).toEqual(['/left', '/status'])
    expect(application.last('/left')).toMatchObject({
      QueueResult: 'hangup',
      CallStatus: 'completed',
      QueueTime: '35',
    })
    expect(application.last('/status')).toMatchObject({
      CallStatus: 'completed',
      CallDuration: '36',
      Duration: '1',
    })
  })

  test('asks for waitUrl again each time its document ends, with fresh numbers', async () => {
    const { telephony, clock } = telephonyFor(application)
    const caller = Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE })
    await clock.advance(1_000)
    caller.press('1')
    await clock.advance(95_000)
    const waits = application
      .to('/wait')
      .map(({ form }) => [form.QueuePosition, form.QueueTime, form.CurrentQueueSize])
    expect(waits).toEqual([
      ['1', '0', '1'],
      ['1', '29', '1'],
      ['1', '58', '1'],
      ['1', '87', '1'],
    ])
  })
})
