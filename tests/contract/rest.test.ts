import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TestClock } from '../../emulator/clock.ts'
import type { Application } from '../../emulator/telephony/account.ts'
import { Telephone } from '../../emulator/telephony/telephone.ts'
import type { Telephony } from '../../emulator/telephony/telephony.ts'
import { CENTRE, CUSTOMER, TestApplication, account, telephonyFor } from './application.ts'
import { restFor } from './rest-client.ts'

let application: TestApplication
let telephony: Telephony
let clock: TestClock
let softphones: Application
let rest: Awaited<ReturnType<typeof restFor>>

beforeAll(async () => {
  application = await TestApplication.start()
})
afterAll(() => application.stop())

beforeEach(async () => {
  application.clear()
  application
    .on('/voice', '<Enqueue action="/left" waitUrl="/wait">support</Enqueue>')
    .on('/wait', '<Say>Please wait</Say><Pause length="30"/>')
  application.on('/left', '').on('/status', { status: 204 }).on('/moved', '<Pause length="60"/>')
  ;({ telephony, clock, softphones } = telephonyFor(application))
  rest = await restFor(telephony)
})
afterEach(async () => {
  expect(rest.violations).toEqual([])
  telephony.reset()
  await rest.stop()
})

const refusal = (code: number, status: number) => expect.objectContaining({ code, status })

describe('Queues', () => {
  test('are created, found, renamed, resized and deleted', async () => {
    const queue = await rest.client.queues.create({ friendlyName: 'support', maxSize: 12 })
    expect(queue).toMatchObject({ friendlyName: 'support', maxSize: 12, currentSize: 0, averageWaitTime: 0 })
    expect(await rest.client.queues(queue.sid).update({ friendlyName: 'sales', maxSize: 3 })).toMatchObject({
      friendlyName: 'sales',
      maxSize: 3,
    })
    expect(await rest.client.queues.list()).toHaveLength(1)
    expect(await rest.client.queues(queue.sid).remove()).toBe(true)
    await expect(rest.client.queues(queue.sid).fetch()).rejects.toEqual(refusal(20404, 404))
  })

  test('are made although the answer is lost', async () => {
    telephony.faults.add({ kind: 'unanswered', on: 'rest', path: '*/Queues.json', method: 'POST', nth: 1 })
    await expect(rest.client.queues.create({ friendlyName: 'support' })).rejects.toThrow(/socket hang up/)
    expect(await rest.client.queues.list()).toMatchObject([{ friendlyName: 'support' }])
  })

  test('hold 1000 unless told otherwise, and 5000 at most', async () => {
    expect((await rest.client.queues.create({ friendlyName: 'a' })).maxSize).toBe(1000)
    await expect(rest.client.queues.create({ friendlyName: 'b', maxSize: 5001 })).rejects.toEqual(
      refusal(20001, 400),
    )
  })

  test('have names of their own', async () => {
    await rest.client.queues.create({ friendlyName: 'support' })
    await expect(rest.client.queues.create({ friendlyName: 'support' })).rejects.toEqual(
      expect.objectContaining({ code: 22003, message: 'A queue with the name support already exists' }),
    )
    telephony.setSwitch('duplicateQueueName', 'accepted')
    await rest.client.queues.create({ friendlyName: 'support' })
    expect(await rest.client.queues.list()).toHaveLength(2)
  })

  test.each([
    ['no name', 20002, { friendlyName: '' }],
    ['a name of more than 64 characters', 20002, { friendlyName: '名'.repeat(65) }],
    ['room for nobody', 20001, { friendlyName: 'support', maxSize: 0 }],
  ])('are not made or changed with %s: %i', async (_what, code, parameters) => {
    await expect(rest.client.queues.create(parameters)).rejects.toEqual(refusal(code, 400))
    const { sid } = await rest.client.queues.create({ friendlyName: '名'.repeat(64) })
    await expect(rest.client.queues(sid).update(parameters)).rejects.toEqual(refusal(code, 400))
    expect(await rest.client.queues.list()).toMatchObject([{ friendlyName: '名'.repeat(64), maxSize: 1000 }])
  })

  test.each(['accepted', 'refused'] as const)(
    'made smaller than what they hold: %s',
    async (queueShrunkBelowSize) => {
      telephony.setSwitch('queueShrunkBelowSize', queueShrunkBelowSize)
      for (const from of [CUSTOMER, '+81399998888']) Telephone.dial(telephony, { from, to: CENTRE })
      await clock.advance(1_000)
      const [queue] = await rest.client.queues.list()
      const shrunk = rest.client.queues(queue?.sid ?? '').update({ maxSize: 1 })
      if (queueShrunkBelowSize === 'refused') return expect(shrunk).rejects.toEqual(refusal(20001, 400))
      expect(await shrunk).toMatchObject({ maxSize: 1, currentSize: 2 })
    },
  )

  test('are listed in pages that the library follows', async () => {
    for (let made = 0; made < 7; made++) await rest.client.queues.create({ friendlyName: `queue ${made}` })
    expect(await rest.client.queues.list({ pageSize: 3 })).toHaveLength(7)
    const first = await rest.client.queues.page({ pageSize: 3 })
    expect(first.instances).toHaveLength(3)
    const second = await first.nextPage()
    expect(second?.instances.map(({ friendlyName }) => friendlyName)).toEqual([
      'queue 3',
      'queue 4',
      'queue 5',
    ])
    const third = await second?.nextPage()
    expect(third?.instances).toHaveLength(1)
    expect(await third?.nextPage()).toBeUndefined()
    expect((await third?.previousPage())?.instances).toHaveLength(3)
  })

  const queueUrl = (parameters: string) =>
    `https://api.twilio.com/2010-04-01/Accounts/${account.sid}/Queues.json?${parameters}`
  const pageAt = (parameters: string) => rest.client.queues.getPage(queueUrl(parameters))

  test('are paged from the item that a token names, whatever came or went meanwhile', async () => {
    const made = []
    for (const friendlyName of ['a', 'b', 'c', 'd'])
      made.push(await rest.client.queues.create({ friendlyName }))
    const first = await rest.client.queues.page({ pageSize: 2 })
    await rest.client.queues(made[0]?.sid ?? '').remove()
    const second = await first.nextPage()
    const names = (page: typeof second) => page?.instances.map(({ friendlyName }) => friendlyName)
    expect(names(second)).toEqual(['c', 'd'])
    expect(second?.nextPageUrl).toBeUndefined()
    const back = await second?.previousPage()
    expect(names(back)).toEqual(['b'])
    expect(back?.previousPageUrl).toBeUndefined()
    expect(back?.nextPageUrl).toContain(`PageSize=2&Page=1&PageToken=PA${made[1]?.sid}`)
    expect(second?.previousPageUrl).toContain(`PageSize=2&Page=0&PageToken=PB${made[2]?.sid}`)
  })

  test.each([
    ['PageSize=1001', 20007],
    ['PageSize=0', 20001],
    ['PageSize=', 20001],
    ['PageSize=many', 20001],
    ['Page=-1', 20001],
    ['Page=1', 20001],
    ['Page=1&PageToken=PAQU00000000000000000000000000000000', 21481],
    ['PageToken=nonsense', 21481],
  ])('are not paged by ?%s', async (parameters, code) => {
    await rest.client.queues.create({ friendlyName: 'support' })
    await expect(pageAt(parameters)).rejects.toEqual(refusal(code, 400))
    expect((await pageAt('PageSize=1000&Page=0')).instances).toHaveLength(1)
  })

  test('list those who wait, in order, and are not deleted under them', async () => {
    const callers = [CUSTOMER, '+81399998888'].map((from) => Telephone.dial(telephony, { from, to: CENTRE }))
    await clock.advance(10_000)
    const [queue] = await rest.client.queues.list()
    const members = rest.client.queues(queue?.sid ?? '').members
    expect(
      (await members.list()).map(({ callSid, position, waitTime }) => [callSid, position, waitTime]),
    ).toEqual([
      [callers[0]?.callSid, 1, 10],
      [callers[1]?.callSid, 2, 10],
    ])
    expect(await members('Front').fetch()).toMatchObject({ callSid: callers[0]?.callSid })
    expect(await rest.client.queues(queue?.sid ?? '').fetch()).toMatchObject({
      currentSize: 2,
      averageWaitTime: 10,
    })
    for (const queueNotEmpty of [22002, 20001]) {
      telephony.setSwitch('queueNotEmpty', queueNotEmpty)
      const removal = rest.client.queues(queue?.sid ?? '').remove()
      await expect(removal).rejects.toEqual(refusal(queueNotEmpty, 400))
    }
    await expect(members('CA00000000000000000000000000000000').fetch()).rejects.toEqual(refusal(20404, 404))
  })

  test('let a member be moved to another document', async () => {
    const caller = Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE })
    await clock.advance(10_000)
    const [queue] = await rest.client.queues.list()
    const moved = await rest.client
      .queues(queue?.sid ?? '')
      .members('Front')
      .update({ url: `${application.url}/moved` })
    expect(moved).toMatchObject({ callSid: caller.callSid, position: 1, waitTime: 10 })
    await clock.runUntilIdle()
    expect(application.last('/left')).toMatchObject({
      QueueResult: 'redirected',
      CallStatus: 'in-progress',
      QueueTime: '10',
    })
    expect(application.to('/moved')).toHaveLength(1)
    expect((await rest.client.queues(queue?.sid ?? '').fetch()).currentSize).toBe(0)
  })
})

describe('Calls', () => {
  const create = (more = {}) =>
    rest.client.calls.create({ to: CUSTOMER, from: CENTRE, url: `${application.url}/moved`, ...more })

  test('leave one a second, and say how long they wait', async () => {
    const calls = [await create(), await create(), await create()]
    expect(calls.map(({ status, queueTime }) => [status, queueTime])).toEqual([
      ['queued', '0'],
      ['queued', '1000'],
      ['queued', '2000'],
    ])
    await clock.advance(999)
    expect(telephony.outside.size).toBe(1)
    await clock.advance(1)
    expect(telephony.outside.size).toBe(2)
  })

  test('ring a telephone, and run their document when it answers', async () => {
    const events = ['initiated', 'ringing', 'answered', 'completed']
    const { sid } = await create({ statusCallback: `${application.url}/status`, statusCallbackEvent: events })
    await clock.advance(4_000)
    expect((await rest.client.calls(sid).fetch()).status).toBe('ringing')
    const telephone = new Telephone(telephony)
    expect(telephone.answer(sid)).toBe(true)
    await clock.advance(5_000)
    expect(application.last('/moved')).toMatchObject({
      CallSid: sid,
      Direction: 'outbound-api',
      CallStatus: 'in-progress',
      From: CENTRE,
      To: CUSTOMER,
    })
    telephone.hangUp()
    await clock.advance(2_000)
    expect(
      application.to('/status').map(({ form }) => [form.CallStatus, form.SequenceNumber, form.CallDuration]),
    ).toEqual([
      ['initiated', '0', undefined],
      ['ringing', '1', undefined],
      ['in-progress', '2', undefined],
      ['completed', '3', '5'],
    ])
    expect(await rest.client.calls(sid).fetch()).toMatchObject({
      status: 'completed',
      duration: '5',
      direction: 'outbound-api',
    })
  })

  test('are given up after the time-out, refused when busy, and withdrawn', async () => {
    const ignored = await create({ timeout: 20 })
    const busy = await create()
    const withdrawn = await create({ statusCallback: `${application.url}/status` })
    await rest.client.calls(withdrawn.sid).update({ status: 'canceled' })
    await clock.advance(1_000)
    telephony.reject(busy.sid)
    await clock.advance(19_000)
    const statuses = await Promise.all(
      [ignored, busy, withdrawn].map(({ sid }) => rest.client.calls(sid).fetch()),
    )
    expect(statuses.map(({ status, duration }) => [status, duration])).toEqual([
      ['no-answer', null],
      ['busy', null],
      ['canceled', null],
    ])
    expect(application.to('/status')).toEqual([])
  })

  test('carry a document of their own, or that of an application', async () => {
    const { sid } = await create({ url: undefined, twiml: '<Response><Say>Hello</Say></Response>' })
    await clock.runUntilIdle()
    const telephone = new Telephone(telephony)
    telephone.answer(sid)
    await clock.advance(2_000)
    expect(telephone.said).toEqual(['Hello'])
  })

  test('are moved and ended', async () => {
    const caller = Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE })
    await clock.advance(10_000)
    await rest.client
      .calls(caller.callSid)
      .update({ twiml: '<Response><Say>Elsewhere</Say><Pause length="9"/></Response>' })
    await clock.advance(1_000)
    expect(application.last('/left').QueueResult).toBe('redirected')
    expect(caller.said.at(-1)).toBe('Elsewhere')
    expect(await rest.client.calls(caller.callSid).update({ status: 'completed' })).toMatchObject({
      status: 'completed',
    })
    await expect(rest.client.calls(caller.callSid).update({ status: 'completed' })).rejects.toEqual(
      refusal(21220, 400),
    )
  })

  const listed = async (filters: string) => {
    const url = `https://api.twilio.com/2010-04-01/Accounts/${account.sid}/Calls.json?${filters}`
    return (await rest.client.calls.getPage(url)).instances.map(({ sid }) => sid)
  }

  test('are found by parties, status and parent, the newest first', async () => {
    const first = Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE })
    await clock.advance(1_000)
    application.on('/voice', `<Dial callerId="${CENTRE}"><Number>+81399998888</Number></Dial>`)
    const second = Telephone.dial(telephony, { from: '+81377776666', to: CENTRE })
    await clock.advance(1_000)
    first.hangUp()
    await clock.advance(1_000)
    const [child] = await listed(`ParentCallSid=${second.callSid}`)
    expect(await listed('')).toEqual([child, second.callSid, first.callSid])
    expect(await listed(`To=${encodeURIComponent(CENTRE)}`)).toEqual([second.callSid, first.callSid])
    expect(await listed(`From=${encodeURIComponent(CENTRE)}`)).toEqual([child])
    expect(await listed('Status=completed')).toEqual([first.callSid])
    expect(await listed('Status=ringing')).toEqual([child])
    expect(await listed('Status=in-progress&From=%2B81377776666')).toEqual([second.callSid])
    expect(await listed('To=%2B81300000000')).toEqual([])
    expect(await rest.client.calls.list({ from: CUSTOMER, status: 'completed' })).toHaveLength(1)
  })

  test('are found by the day they started and ended, for as long as one likes', async () => {
    const at = (time: string) => clock.advance(Date.parse(time) - clock.now())
    const times = [
      '2026-11-20T23:59:59Z',
      '2026-11-21T00:00:00Z',
      '2026-11-21T12:00:00.900Z',
      '2026-11-22T00:00:01Z',
    ]
    const calls: string[] = []
    for (const time of times) {
      await at(time)
      const caller = Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE })
      calls.push(caller.callSid)
      caller.hangUp()
    }
    await clock.advance(86_400_000 * 90)
    const starts = async (filters: string) =>
      (await listed(filters)).map((sid) => calls.indexOf(sid)).reverse()
    expect(await starts('StartTime=2026-11-20')).toEqual([0])
    expect(await starts('StartTime=2026-11-21')).toEqual([1, 2])
    expect(await starts('EndTime=2026-11-21')).toEqual([1, 2])
    expect(await starts('StartTime%3C=2026-11-21')).toEqual([0, 1])
    expect(await starts('StartTime%3E=2026-11-21')).toEqual([1, 2, 3])
    expect(await starts('StartTime%3E=2026-11-21&StartTime%3C=2026-11-22')).toEqual([1, 2])
    expect(await starts('StartTime%3E=2026-11-21T12:00:00Z')).toEqual([2, 3])
    expect(await starts('StartTime%3E=2026-11-21T12:00:01Z')).toEqual([3])
    expect(await starts('EndTime%3C=2026-11-21T21:00:00%2B09:00')).toEqual([0, 1, 2])
    expect(await starts('EndTime%3E=2026-11-22&EndTime%3C=2026-11-22')).toEqual([])
    const day = {
      startTimeAfter: new Date('2026-11-21'),
      startTimeBefore: new Date('2026-11-22'),
      pageSize: 1,
    }
    expect(await rest.client.calls.list(day)).toMatchObject([{ sid: calls[2] }, { sid: calls[1] }])
    expect(await rest.client.calls.list({ startTime: new Date('2026-11-21') })).toHaveLength(2)
  })

  test('that have not started or ended yet are not among those of a day', async () => {
    const queued = [await create(), await create()]
    await clock.runUntilIdle()
    expect(await listed('StartTime%3E=2000-01-01')).toEqual([queued[0]?.sid])
    expect(await listed('EndTime%3E=2000-01-01')).toEqual([])
  })

  test.each([
    'Status=answered',
    'Status=',
    'StartTime=yesterday',
    'StartTime%3E=2026-13-01',
    'StartTime%3C=2026-11-21T12:00:00',
    'EndTime=20261121',
    'EndTime=',
  ])('are not sought by ?%s', async (filter) => {
    await expect(listed(filter)).rejects.toEqual(refusal(20001, 400))
  })

  test('keep how they went, with times by the second', async () => {
    const caller = Telephone.dial(telephony, {
      from: CUSTOMER,
      to: CENTRE,
      extra: { ForwardedFrom: '+81355556666' },
    })
    await clock.advance(65_000)
    caller.hangUp()
    await clock.advance(86_400_000)
    const url = `${rest.base}/2010-04-01/Accounts/${account.sid}/Calls/${caller.callSid}.json`
    const authorization = `Basic ${Buffer.from(`${account.sid}:${account.authToken}`).toString('base64')}`
    expect(await (await fetch(url, { headers: { authorization } })).json()).toMatchObject({
      sid: caller.callSid,
      status: 'completed',
      from: CUSTOMER,
      to: CENTRE,
      direction: 'inbound',
      parent_call_sid: null,
      phone_number_sid: [...telephony.numbers.keys()][0],
      forwarded_from: '+81355556666',
      start_time: 'Fri, 20 Nov 2026 01:00:00 +0000',
      end_time: 'Fri, 20 Nov 2026 01:01:05 +0000',
      duration: '65',
      date_created: 'Fri, 20 Nov 2026 01:00:00 +0000',
      date_updated: 'Fri, 20 Nov 2026 01:01:05 +0000',
    })
  })

  const web = 'https://example.test'

  test.each([
    ['nobody to call', 21201, { to: '' }],
    ['nobody who calls', 21213, { from: '' }],
    ['what is nobody to call', 21211, { to: 'nobody' }],
    ['a number that is none to call', 21211, { to: '0312345678' }],
    ['a caller that is none', 21212, { from: 'nobody' }],
    ['a softphone that calls a telephone', 21212, { from: 'client:op_1' }],
    ['a number of others', 21210, { from: CUSTOMER }],
    ['a number of others for a softphone', 21210, { to: 'client:op_1', from: CUSTOMER }],
    ['no document', 21205, { url: undefined }],
    ['a document without an address', 21205, { url: '/voice' }],
    ['a fallback without an address', 21205, { fallbackUrl: 'voice' }],
    ['an impossible method', 21209, { method: 'PUT' }],
    ['an impossible method of the fallback', 21209, { fallbackUrl: web, fallbackMethod: 'HEAD' }],
    ['an impossible method of the callback', 21209, { statusCallback: web, statusCallbackMethod: 'PUT' }],
    ['a callback without an address', 21609, { statusCallback: 'status' }],
    ['a callback to a host with an underscore', 21609, { statusCallback: 'https://our_host.test/status' }],
    ['an event that is none', 20001, { statusCallback: web, statusCallbackEvent: ['hung-up'] }],
    ['no time to ring', 21208, { timeout: 0 }],
    ['too much time to ring', 21208, { timeout: 601 }],
    ['keys that no telephone has', 21206, { sendDigits: '1,2' }],
    ['too many keys', 21206, { sendDigits: '1'.repeat(33) }],
    ['an application that is none', 21218, { applicationSid: `AP${'0'.repeat(32)}` }],
    [
      'a document that is too long',
      32018,
      { url: undefined, twiml: `<Response>${' '.repeat(4000)}</Response>` },
    ],
  ])('are refused with %s: %i', async (_what, code, parameters) => {
    await expect(create(parameters)).rejects.toEqual(refusal(code, 400))
    expect(telephony.calls.size).toBe(0)
  })

  test('are made up to the limits, and between softphones', async () => {
    const timeLimits = { timeout: 600, sendDigits: 'wW1234567890*#ABCD1234567890wwww', statusCallback: web }
    expect(await create(timeLimits)).toMatchObject({ status: 'queued' })
    expect(await create({ timeout: 1, twiml: `<Response>${' '.repeat(3979)}</Response>` })).toBeTruthy()
    expect(await create({ to: 'client:op_1', from: 'client:op_2' })).toMatchObject({ from: 'client:op_2' })
  })

  test('are not carried out by an application that names no document', async () => {
    const { sid } = await rest.client.applications.create({ friendlyName: 'empty' })
    await expect(create({ applicationSid: sid })).rejects.toEqual(refusal(21205, 400))
    expect(await create({ applicationSid: softphones.sid })).toMatchObject({ status: 'queued' })
  })

  test.each([
    ['a document without an address', 21205, { url: '/voice' }],
    ['an impossible method', 21209, { url: web, method: 'PUT' }],
    ['a callback without an address', 21609, { statusCallback: 'status' }],
    ['a document that is too long', 32018, { twiml: `<Response>${' '.repeat(4000)}</Response>` }],
    ['an end that is none', 20001, { status: 'busy' }],
    ['a length that is none', 20001, { timeLimit: 0 }],
  ])('are not changed at all with %s: %i', async (_what, code, parameters) => {
    const caller = Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE })
    await clock.advance(1_000)
    const before = structuredClone(telephony.calls.get(caller.callSid))
    const good = { timeLimit: 5, fallbackUrl: web, statusCallback: web, url: web }
    const update = rest.client.calls(caller.callSid).update({ ...good, ...parameters } as object)
    await expect(update).rejects.toEqual(refusal(code, 400))
    await clock.advance(6_000)
    expect(telephony.calls.get(caller.callSid)).toEqual(before)
  })

  test('that are over, or not answered yet, are in no state to be changed', async () => {
    const ringing = await create()
    await clock.advance(1_000)
    const update = (parameters: object) => rest.client.calls(ringing.sid).update(parameters)
    await expect(update({ url: web })).rejects.toEqual(refusal(21220, 400))
    new Telephone(telephony).answer(ringing.sid)
    await clock.runUntilIdle()
    await expect(update({ status: 'canceled' })).rejects.toEqual(refusal(21220, 400))
    await update({ status: 'completed' })
    await expect(update({ timeLimit: 60 })).rejects.toEqual(refusal(21220, 400))
    const nobody = rest.client.calls(`CA${'0'.repeat(32)}`)
    await expect(nobody.update({ status: 'completed' })).rejects.toEqual(refusal(20404, 404))
  })
})

describe('Messages into calls', () => {
  beforeEach(() => application.on('/operator', '<Pause length="60"/>'))

  /** A softphone that has called. */
  async function softphone() {
    const endpoint = new Telephone(telephony)
    const { sid: applicationSid } = softphones
    endpoint.callSid = telephony.connectClient({ identity: 'op_1', applicationSid, params: {}, endpoint })
    await clock.advance(1_000)
    return endpoint
  }

  const to = (callSid: string) => rest.client.calls(callSid).userDefinedMessages

  /** An object of that many characters. */
  const long = (characters: number, letter = 'a') => JSON.stringify({ a: letter.repeat(characters - 8) })

  test('reach the softphone that called, one for each idempotency key', async () => {
    const operator = await softphone()
    const sent = await to(operator.callSid).create({ content: '{"customer":7}', idempotencyKey: 'one' })
    const again = await to(operator.callSid).create({ content: '{"customer":7}', idempotencyKey: 'one' })
    expect(again.sid).toBe(sent.sid)
    expect(operator.messages).toMatchObject([{ content: '{"customer":7}', contentType: 'application/json' }])
  })

  test('reach a softphone that is called, from when it rings', async () => {
    telephony.registerClient('op_2', { invite() {}, cancel() {} })
    const url = `${application.url}/moved`
    for (let calls = 0; calls < 2; calls++)
      await rest.client.calls.create({ to: 'client:op_2', from: CENTRE, url })
    await clock.runUntilIdle()
    const [second, first] = await rest.client.calls.list()
    expect(await to(first?.sid ?? '').create({ content: '{}' })).toMatchObject({ callSid: first?.sid })
    expect(second?.status).toBe('queued')
    await expect(to(second?.sid ?? '').create({ content: '{}' })).rejects.toEqual(refusal(21220, 400))
  })

  test('are not for calls that are over or never were', async () => {
    const operator = await softphone()
    operator.hangUp()
    await clock.advance(1_000)
    await expect(to(operator.callSid).create({ content: '{}' })).rejects.toEqual(refusal(21220, 400))
    const nobody = `CA${'0'.repeat(32)}`
    await expect(to(nobody).create({ content: '{}' })).rejects.toEqual(refusal(20404, 404))
  })

  test.each([
    [20001, 400],
    [20404, 404],
  ] as const)('do not reach a telephone: %s', async (code, status) => {
    telephony.setSwitch('messageToTelephone', code)
    const caller = Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE })
    const called = await rest.client.calls.create({
      to: CUSTOMER,
      from: CENTRE,
      url: `${application.url}/moved`,
    })
    await clock.advance(1_000)
    for (const sid of [caller.callSid, called.sid])
      await expect(to(sid).create({ content: '{}' })).rejects.toEqual(refusal(code, status))
    expect(caller.messages).toEqual([])
  })

  test.each(['', 'Hello', '{"open":', '"text"', '7', 'null', '[1]'])(
    'are an object in JSON, not %j',
    async (content) => {
      const operator = await softphone()
      await expect(to(operator.callSid).create({ content })).rejects.toEqual(refusal(32702, 400))
      expect(operator.messages).toEqual([])
    },
  )

  test('have 10 000 characters at most', async () => {
    const operator = await softphone()
    await to(operator.callSid).create({ content: long(10_000, '客') })
    await expect(to(operator.callSid).create({ content: long(10_001) })).rejects.toEqual(refusal(32703, 400))
    expect(operator.messages).toHaveLength(1)
  })

  test('may be measured as the softphones measure what they send: 10 kB', async () => {
    telephony.setSwitch('tooLongMessage', 31212)
    const operator = await softphone()
    await to(operator.callSid).create({ content: long(10_000) })
    for (const content of [long(10_001), long(5_000, '客')])
      await expect(to(operator.callSid).create({ content })).rejects.toEqual(refusal(31212, 400))
  })
})

describe('Numbers and applications', () => {
  test('are found, and changed for the next call', async () => {
    const [number] = await rest.client.incomingPhoneNumbers.list({ phoneNumber: CENTRE })
    const other = await rest.client.applications.create({
      friendlyName: 'other',
      voiceUrl: `${application.url}/moved`,
      voiceMethod: 'GET',
    })
    await rest.client.incomingPhoneNumbers(number?.sid ?? '').update({ voiceApplicationSid: other.sid })
    const caller = Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE })
    await clock.advance(1_000)
    expect(application.requests).toMatchObject([
      { method: 'GET', path: '/moved', form: { CallSid: caller.callSid } },
    ])
    expect(await rest.client.applications.list({ friendlyName: 'other' })).toHaveLength(1)
    expect(await rest.client.applications(other.sid).update({ friendlyName: 'new' })).toMatchObject({
      friendlyName: 'new',
      voiceMethod: 'GET',
    })
    expect(await rest.client.applications(other.sid).remove()).toBe(true)
  })

  const web = 'https://example.test'

  test.each([
    ['an address that is none', 21402, { voiceUrl: '/voice' }],
    ['a fallback that is none', 21402, { voiceUrl: web, voiceFallbackUrl: 'voice' }],
    ['an impossible method', 21403, { voiceUrl: web, voiceMethod: 'PUT' }],
    ['an impossible method for the address it has', 21403, { voiceMethod: 'PUT' }],
    ['an impossible method of the callback', 21403, { statusCallback: web, statusCallbackMethod: 'PUT' }],
    ['a fallback for nothing', 21405, { voiceUrl: '', voiceFallbackUrl: web }],
    ['a callback without an address', 21609, { statusCallback: 'status' }],
    ['no name', 20002, { friendlyName: '' }],
    ['a name of more than 64 characters', 20002, { friendlyName: '名'.repeat(65) }],
  ])('are not changed with %s: %i', async (_what, code, parameters) => {
    const [number] = await rest.client.incomingPhoneNumbers.list()
    const [application] = await rest.client.applications.list()
    for (const update of [
      rest.client.incomingPhoneNumbers(number?.sid ?? '').update(parameters),
      rest.client.applications(application?.sid ?? '').update(parameters),
    ])
      await expect(update).rejects.toEqual(refusal(code, 400))
    expect((await rest.client.incomingPhoneNumbers.list())[0]).toMatchObject({ voiceUrl: number?.voiceUrl })
    expect((await rest.client.applications.list())[0]?.toJSON()).toEqual(application?.toJSON())
  })

  test('are not led to an application that is none', async () => {
    const [number] = await rest.client.incomingPhoneNumbers.list()
    const update = { voiceApplicationSid: `AP${'0'.repeat(32)}`, friendlyName: 'new' }
    const changed = rest.client.incomingPhoneNumbers(number?.sid ?? '').update(update)
    await expect(changed).rejects.toEqual(refusal(21420, 400))
    expect((await rest.client.incomingPhoneNumbers.list())[0]?.friendlyName).toBe(number?.friendlyName)
  })

  test('the account is found', async () => {
    expect(await rest.client.api.v2010.accounts(account.sid).fetch()).toMatchObject({ status: 'active' })
  })
})

describe('The door', () => {
  test('opens to the auth token and to an API key, and to nothing else', async () => {
    const [key] = account.apiKeys
    const byKey = await restFor(telephony, { user: key?.sid, password: key?.secret })
    expect(await byKey.client.queues.list()).toEqual([])
    await byKey.stop()
    const wrong = await restFor(telephony, { password: 'guessed' })
    await expect(wrong.client.queues.list()).rejects.toEqual(refusal(20003, 401))
    await wrong.stop()
  })

  test('answers with the faults that a test puts in force', async () => {
    for (const [status, code] of [
      [401, 20003],
      [403, 20403],
      [404, 20404],
      [409, 20409],
      [429, 20429],
      [500, 20500],
      [503, 20503],
    ] as const) {
      telephony.faults.add({ kind: 'status', status, path: '*/Queues.json', on: 'rest', nth: 1 })
      await expect(rest.client.queues.list()).rejects.toEqual(refusal(code, status))
      telephony.faults.clear()
    }
    expect(await rest.client.queues.list()).toEqual([])
    telephony.faults.add({ kind: 'refused', path: '*/Queues.json', on: 'rest' })
    await expect(rest.client.queues.list()).rejects.toThrow()
  })
})
