import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Webhook } from '../../emulator/faults.ts'
import { Telephone } from '../../emulator/telephony/telephone.ts'
import type { FaultSpec } from '../../emulator/faults.ts'
import { CENTRE, CUSTOMER, TestApplication, telephonyFor } from './application.ts'

const APOLOGY = 'We are sorry. An application error has occurred. Goodbye.'

let application: TestApplication

beforeAll(async () => {
  application = await TestApplication.start()
})
afterAll(() => application.stop())

beforeEach(() => {
  application.clear()
  application
    .on('/voice', '<Enqueue action="/left" waitUrl="/wait">support</Enqueue>')
    .on('/wait', '<Pause length="30"/>')
    .on('/left', '<Say>Goodbye</Say>')
    .on('/operator', '<Dial action="/dialled"><Queue url="/connecting">support</Queue></Dial>')
    .on('/connecting', '<Say>One moment</Say>')
    .on('/dialled', '<Hangup/>')
    .on('/status', { status: 204 })
})

/** A caller who is served and hung up on, under these faults. */
async function servedCall(...faults: FaultSpec[]) {
  const { telephony, clock, softphones } = telephonyFor(application)
  for (const fault of faults) telephony.faults.add(fault)
  const caller = Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE })
  await clock.advance(20_000)
  const endpoint = new Telephone(telephony)
  endpoint.callSid = telephony.connectClient({
    identity: 'op_1',
    applicationSid: softphones.sid,
    params: {},
    endpoint,
  })
  await clock.advance(20_000)
  return { telephony, clock, caller, operator: endpoint }
}

describe('A fault', () => {
  test('sends every request twice at the same moment, with one token', async () => {
    const { clock, caller } = await servedCall({ kind: 'duplicate', path: '*' })
    caller.hangUp()
    await clock.advance(5_000)
    for (const path of new Set(application.paths)) {
      const tokens = application.to(path).map(({ headers }) => headers['i-twilio-idempotency-token'])
      expect(tokens.length, path).toBe(2 * new Set(tokens).size)
    }
    expect(application.to('/voice')).toHaveLength(2)
  })

  test('lets the status callback arrive ahead of the action of the queue and of the dial', async () => {
    for (const last of ['caller', 'operator'] as const) {
      application.requests.length = 0
      const centre = await servedCall({ kind: 'ahead', path: '/status' })
      application.requests.length = 0
      centre[last].hangUp()
      await centre.clock.runUntilIdle()
      const [first] = application.requests
      expect(first?.path).toBe('/status')
      expect(first?.form.CallSid).toBe(centre[last].callSid)
      await centre.clock.advance(10_000)
      expect(application.last('/left').QueueResult).toBe('bridged')
    }
  })

  test('lets a whole wait end before it is told of the abandoned queue', async () => {
    const { telephony, clock } = telephonyFor(application)
    telephony.faults.add({ kind: 'ahead', path: '/status' })
    const caller = Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE })
    await clock.advance(5_000)
    caller.hangUp()
    await clock.runUntilIdle()
    expect(application.paths.slice(-2)).toEqual(['/status', '/left'])
  })

  test('lets the callback of a dialled leg arrive ahead of the action of its dial', async () => {
    application.on(
      '/voice',
      '<Dial action="/dialled"><Number statusCallback="/leg">+81399998888</Number></Dial>',
    )
    application.on('/leg', { status: 204 })
    const { telephony, clock } = telephonyFor(application)
    telephony.faults.add({ kind: 'ahead', path: '/leg' })
    Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE })
    await clock.advance(1_000)
    telephony.reject([...telephony.outside.keys()][0] ?? '')
    await clock.runUntilIdle()
    expect(application.paths.slice(0, 3)).toEqual(['/voice', '/leg', '/dialled'])
  })

  test('loses a request: a wait whose document never comes ends with error after 15 s', async () => {
    const { telephony, clock } = telephonyFor(application)
    telephony.faults.add({ kind: 'lost', path: '/wait', nth: 1 })
    const caller = Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE })
    await clock.advance(14_000)
    expect(application.to('/wait')).toEqual([])
    await clock.advance(2_000)
    expect(application.last('/left').QueueResult).toBe('error')
    expect(caller.said).toEqual(['Goodbye'])
  })

  test('loses the answer after the application has acted', async () => {
    const { telephony, clock } = telephonyFor(application)
    telephony.faults.add({ kind: 'unanswered', path: '/voice' })
    Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE })
    await clock.advance(16_000)
    expect(application.to('/voice')).toHaveLength(1)
    expect(telephony.events.of('webhook-failed')).toMatchObject([
      { code: 11200, url: `${application.url}/voice` },
    ])
  })

  test('repeats a callback that its address wants repeated', async () => {
    const { telephony, clock } = telephonyFor(application)
    const statusCallback = {
      url: `${application.url}/status#rc=3&rp=ct,rt,5xx&rt=3000`,
      method: 'POST' as const,
    }
    telephony.addNumber({
      phoneNumber: '+815099999999',
      voice: { url: `${application.url}/left`, method: 'POST' },
      statusCallback,
    })
    telephony.faults.add({ kind: 'status', status: 503, path: '/status', nth: 1 })
    telephony.faults.add({ kind: 'lost', path: '/status', nth: 2 })
    Telephone.dial(telephony, { from: CUSTOMER, to: '+815099999999' })
    await clock.advance(10_000)
    expect(application.to('/status')).toHaveLength(1)
    expect(
      telephony.events.of('webhook-request').filter(({ purpose }) => purpose === 'status-callback'),
    ).toHaveLength(3)
  })

  test('asks, where a fault chooses for itself, about every attempt and every callback that may go ahead', async () => {
    const { telephony, clock } = telephonyFor(application)
    const asked: Webhook[] = []
    const strikes = (webhook: Webhook) => asked.push(webhook) > 0 && webhook.attempt === 1
    telephony.faults.add({ kind: 'refused', path: '/voice', strikes })
    telephony.faults.add({ kind: 'ahead', path: '/status', strikes })
    const statusCallback = { url: `${application.url}/status`, method: 'POST' as const }
    const voice = { url: `${application.url}/voice`, method: 'POST' as const }
    telephony.addNumber({ phoneNumber: '+815099999999', voice, statusCallback })
    const caller = Telephone.dial(telephony, { from: CUSTOMER, to: '+815099999999' })
    await clock.advance(1_000)
    caller.hangUp()
    await clock.advance(1_000)
    const { callSid } = caller
    expect(asked).toMatchObject([
      { path: '/voice', callSid, attempt: 1, retryOn: ['ct'] },
      { path: '/voice', callSid, attempt: 2, retryOn: ['ct'] },
      { path: '/status', callSid, attempt: 1 },
    ])
    expect(asked[0]!.token).toBe(asked[1]!.token)
    expect(application.paths.slice(0, 1)).toEqual(['/voice'])
  })

  test('delays, answers with a page, and strikes only the request it counts to', async () => {
    const { telephony, clock } = telephonyFor(application)
    telephony.faults.add({ kind: 'delay', milliseconds: 3_000, path: '/voice' })
    telephony.faults.add({ kind: 'html', path: '/wait', nth: 2 })
    const caller = Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE })
    await clock.advance(2_999)
    expect(application.requests).toEqual([])
    await clock.advance(1)
    expect(application.paths).toEqual(['/voice', '/wait'])
    await clock.advance(31_000)
    expect(application.last('/left').QueueResult).toBe('error')
    expect(caller.endedAs).toBe('completed')
  })

  test.each([
    ['#rp=4xx', 2],
    ['#rp=4xx&rc=0', 1],
    ['#rp=ct,rt,5xx', 1],
    ['', 1],
  ])('of 429 is repeated if the address says so: "%s", %i requests', async (fragment, times) => {
    application.on('/start', `<Gather numDigits="1" action="/keys${fragment}"><Pause length="60"/></Gather>`)
    application.on('/keys', '<Say>Thank you</Say>')
    const { telephony, clock } = telephonyFor(application)
    const hook = (path: string) => ({ url: application.url + path + fragment, method: 'POST' as const })
    telephony.addNumber({
      phoneNumber: '+815099999999',
      voice: hook('/start'),
      statusCallback: hook('/status'),
    })
    for (const path of ['/start', '/keys', '/status'])
      telephony.faults.add({ kind: 'status', status: 429, path, nth: 1 })
    const caller = Telephone.dial(telephony, { from: CUSTOMER, to: '+815099999999' })
    await clock.advance(1_000)
    caller.press('1')
    await clock.advance(60_000)
    const requests = telephony.events.of('webhook-request')
    const to = (path: string) => requests.filter(({ url }) => url === application.url + path).length
    expect([to('/start'), to('/status')]).toEqual([times, times])
    expect(to('/keys')).toBe(times === 2 ? 2 : 0)
    expect(caller.said).toEqual([times === 2 ? 'Thank you' : APOLOGY])
    const codes = telephony.calls.get(caller.callSid)?.errors.map(({ code }) => code)
    expect(codes).toEqual(times === 2 ? [] : [11200, 15003])
  })
})
