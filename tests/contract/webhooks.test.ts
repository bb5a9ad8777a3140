import twilio from 'twilio'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { signature } from '../../emulator/signature.ts'
import { Telephone } from '../../emulator/telephony/telephone.ts'
import type { Hook } from '../../emulator/telephony/call.ts'
import { CENTRE, CUSTOMER, TestApplication, account, telephonyFor } from './application.ts'

let application: TestApplication

beforeAll(async () => {
  application = await TestApplication.start()
})
afterAll(() => application.stop())

beforeEach(() => {
  application.clear()
  application.on('/voice', '<Say>Hello</Say><Pause length="60"/>').on('/status', { status: 204 })
})

/** A call whose number names these hooks. */
async function callTo(voice: Partial<Hook>, more: { fallback?: string } = {}) {
  const { telephony, clock } = telephonyFor(application)
  const hook = { url: `${application.url}/voice`, method: 'POST' as const, ...voice }
  const fallback = more.fallback
    ? { url: application.url + more.fallback, method: 'POST' as const }
    : undefined
  telephony.addNumber({ phoneNumber: '+815099999999', voice: hook, voiceFallback: fallback })
  const caller = Telephone.dial(telephony, { from: CUSTOMER, to: '+815099999999' })
  await clock.advance(1_000)
  return { telephony, clock, caller, call: telephony.calls.get(caller.callSid) }
}

const APOLOGY = 'We are sorry. An application error has occurred. Goodbye.'

describe('A signature', () => {
  const url = 'https://example.test/voice/ivr?flow=main'

  test('is that of the documented vectors', () => {
    const form: [string, string][] = [
      ['AccountSid', `AC${'0'.repeat(32)}`],
      ['CallSid', `CA${'1'.repeat(32)}`],
      ['CallStatus', 'in-progress'],
      ['Digits', '1'],
      ['From', '+81312345678'],
      ['To', '+815012345678'],
    ]
    expect(signature('not-a-real-token', url, form)).toBe('QDqPGZ7UBAJe13rRmmAORA7TZNQ=')
    expect(signature('not-a-real-token', url)).toBe('tFmR0jJb6IuAodbpyQdCKtI6k/o=')
  })

  test('leaves out the fragment, and counts a repeated value once', () => {
    expect(signature('key', `${url}#rc=2`)).toBe(signature('key', url))
    const repeated: [string, string][] = [
      ['B', '2'],
      ['B', '1'],
      ['B', '2'],
      ['a', 'x'],
    ]
    expect(
      twilio.validateRequest('key', signature('key', url, repeated), url, { B: ['2', '1', '2'], a: 'x' }),
    ).toBe(true)
  })

  test('of each request is one that the library accepts', async () => {
    await callTo({ url: `${application.url}/voice?queue=%E7%AA%93%E5%8F%A3&a=1+2#rc=2&rt=5000` })
    await callTo({ url: `${application.url}/voice?queue=%E7%AA%93%E5%8F%A3`, method: 'GET' })
    const [post, get] = application.to('/voice')
    expect(post?.url).toBe(`${application.url}/voice?queue=%E7%AA%93%E5%8F%A3&a=1+2`)
    for (const [request, form] of [
      [post, post?.form],
      [get, {}],
    ] as const) {
      const signed = String(request?.headers['x-twilio-signature'])
      expect(twilio.validateRequest(account.authToken, signed, request?.url ?? '', form ?? {})).toBe(true)
    }
  })
})

describe('A request', () => {
  test('carries the parameters and headers of Twilio', async () => {
    const { telephony, clock } = telephonyFor(application)
    const extra = { ForwardedFrom: '+81355556666' }
    Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE, extra })
    await clock.advance(1_000)
    const { headers, form } = application.first('/voice')
    expect(form).toMatchObject({
      AccountSid: account.sid,
      ApiVersion: '2010-04-01',
      CallStatus: 'ringing',
      Direction: 'inbound',
      From: CUSTOMER,
      To: CENTRE,
      Caller: CUSTOMER,
      Called: CENTRE,
      FromCountry: 'JP',
      FromCity: '',
      ForwardedFrom: '+81355556666',
    })
    expect(form.CallSid).toMatch(/^CA[0-9a-f]{32}$/)
    expect(form.CallToken).toBeTruthy()
    expect(headers['user-agent']).toBe('TwilioProxy/1.1')
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded; charset=UTF-8')
    expect(headers['i-twilio-idempotency-token']).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('may name no places at all', async () => {
    const { telephony, clock } = telephonyFor(application, { switches: { callerGeography: 'absent' } })
    Telephone.dial(telephony, { from: 'anonymous', to: CENTRE })
    await clock.advance(1_000)
    expect(application.last('/voice').From).toBe('anonymous')
    expect(
      Object.keys(application.last('/voice')).filter((name) => /(City|State|Zip|Country)$/.test(name)),
    ).toEqual([])
  })

  test('keeps cookies for the length of the call', async () => {
    application.on('/voice', {
      headers: { 'set-cookie': 'session=abc; Path=/' },
      body: '<Response><Redirect>/next</Redirect></Response>',
    })
    application.on('/next', '<Hangup/>')
    await callTo({})
    expect(application.to('/next')[0]?.headers.cookie).toBe('session=abc')
    await callTo({})
    expect(application.to('/voice')[1]?.headers.cookie).toBeUndefined()
  })

  test('follows redirects with GET and without the pressed keys', async () => {
    application.on('/voice', '<Gather numDigits="1" action="/digits"/>').on('/next', '<Hangup/>')
    application.on('/digits', { status: 302, headers: { location: '/next?a=1' } })
    const { caller, clock } = await callTo({})
    caller.press('7')
    await clock.runUntilIdle()
    expect(application.last('/digits').Digits).toBe('7')
    expect(application.to('/next')[0]).toMatchObject({
      method: 'GET',
      form: { a: '1', CallSid: caller.callSid },
    })
    expect(application.last('/next').Digits).toBeUndefined()
  })

  test('follows ten redirects and no more', async () => {
    application.on('/voice', { status: 302, headers: { location: '/voice' } })
    const { call } = await callTo({})
    expect(application.to('/voice')).toHaveLength(11)
    expect(call?.errors).toMatchObject([{ code: 11215 }])
  })

  test('is repeated once when there is no connection, with the same token', async () => {
    const { telephony, clock } = telephonyFor(application)
    telephony.faults.add({ kind: 'refused', path: '/voice', nth: 1 })
    Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE })
    await clock.advance(1_000)
    const requests = telephony.events.of('webhook-request')
    expect(requests.map(({ attempt }) => attempt)).toEqual([1, 2])
    expect(new Set(requests.map(({ token }) => token)).size).toBe(1)
    expect(application.to('/voice')).toHaveLength(1)
  })

  test('is not repeated after 5xx unless its address says so', async () => {
    application.on('/voice', { status: 503 })
    const { call } = await callTo({})
    expect(application.to('/voice')).toHaveLength(1)
    expect(call?.errors).toMatchObject([{ code: 11200 }])
    await callTo({ url: `${application.url}/voice#rc=3&rp=ct,rt,5xx` })
    expect(application.to('/voice')).toHaveLength(1 + 4)
  })

  test('is given up after 15 seconds in all, whatever its address says', async () => {
    const { telephony, clock } = telephonyFor(application)
    telephony.faults.add({ kind: 'lost', path: '/voice' })
    const number = {
      phoneNumber: '+815099999999',
      voice: { url: `${application.url}/voice#rc=5&rp=all&rt=4000`, method: 'POST' as const },
    }
    telephony.addNumber(number)
    const caller = Telephone.dial(telephony, { from: CUSTOMER, to: number.phoneNumber })
    await clock.advance(14_999)
    expect(caller.said).toEqual([])
    await clock.advance(1)
    expect(caller.said).toEqual([APOLOGY])
    expect(telephony.events.of('webhook-request').map(({ at }) => at - (clock.now() - 15_000))).toEqual([
      0, 4_000, 8_000, 12_000,
    ])
  })

  test('with an unknown or impossible connection override fails as 11243', async () => {
    for (const fragment of ['rc=9', 'rp=sometimes', 'top']) {
      const { call } = await callTo({ url: `${application.url}/voice#${fragment}` })
      expect(call?.errors).toMatchObject([{ code: 11243 }])
    }
  })
})

describe('The first request of a softphone', () => {
  const chosen = { To: 'queue:1', From: 'client:boss', Called: 'queue:2', Caller: 'client:chief' }
  const own = { Called: '', Caller: 'client:op_1' }

  test.each([
    ['To From', { ...chosen, ...own }],
    ['To From Called Caller', chosen],
  ])('carries its parameters, of which %s replace the standard ones and no more', async (parties, told) => {
    application.on('/operator', '')
    const { telephony, clock, softphones } = telephonyFor(application)
    telephony.setSwitch('partiesOfASoftphone', parties)
    const forged = { AccountSid: 'AC1', ApplicationSid: 'AP1', CallSid: 'CA1', CallStatus: 'completed' }
    const callSid = telephony.connectClient({
      identity: 'op_1',
      applicationSid: softphones.sid,
      params: { Destination: '窓口', ...chosen, ...forged, Direction: 'outbound-api', ApiVersion: '2008' },
    })
    await clock.advance(1_000)
    expect(application.first('/operator').form).toEqual({
      Destination: '窓口',
      ...told,
      AccountSid: account.sid,
      ApplicationSid: softphones.sid,
      CallSid: callSid,
      CallStatus: 'ringing',
      Direction: 'inbound',
      ApiVersion: '2010-04-01',
    })
    expect(telephony.calls.get(callSid)?.from).toBe('client:op_1')
  })
})

describe('A status callback', () => {
  test('of the end leaves while other requests are still to be answered', async () => {
    const { promise: answer, resolve } = Promise.withResolvers<string>()
    application.on('/voice', '<Enqueue action="/left" waitUrl="">support</Enqueue>').on('/left', () => answer)
    const { telephony, clock } = telephonyFor(application)
    const caller = Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE })
    await clock.advance(1_000)
    caller.hangUp()
    await vi.waitUntil(() => application.to('/status').length === 1)
    expect(application.paths).toEqual(['/voice', '/left', '/status'])
    resolve('')
    await clock.runUntilIdle()
  })
})

describe('A cookie', () => {
  test('comes back with the documents of its leg, and neither with its callbacks nor with its child', async () => {
    const dial =
      '<Dial><Number url="/whisper" statusCallback="/leg" statusCallbackEvent="initiated answered">+81399998888</Number></Dial>'
    application
      .on('/whisper', '<Pause/>')
      .on('/leg', { status: 204, headers: { 'set-cookie': 'leg=1' } })
      .on('/next', '')
    application.on('/voice', {
      headers: { 'set-cookie': 'visit=7' },
      body: `<Response>${dial}<Redirect>/next</Redirect></Response>`,
    })
    const { telephony, clock } = telephonyFor(application)
    Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE })
    await clock.advance(1_000)
    const called = new Telephone(telephony)
    called.answer([...telephony.outside.keys()][0] ?? '')
    await clock.advance(5_000)
    called.hangUp()
    await clock.advance(5_000)
    const cookies = (path: string) => application.to(path).map(({ headers }) => headers.cookie)
    expect(cookies('/next')).toEqual(['visit=7'])
    expect(cookies('/status')).toEqual([undefined])
    expect(cookies('/whisper')).toEqual([undefined])
    expect(cookies('/leg')).toEqual([undefined, 'leg=1'])
  })
})

describe('A document', () => {
  const cases: [what: string, answer: Parameters<TestApplication['on']>[1], code: number][] = [
    ['that is missing', { status: 404 }, 11200],
    ['that is empty', { body: '' }, 11770],
    ['of more than 64 kB', { body: `<Response><Say>${'x'.repeat(65_536)}</Say></Response>` }, 11750],
    ['that is not well-formed', { body: '<Response><Say>' }, 12100],
    ['with an empty line before its header', { body: '\n<?xml version="1.0"?><Response/>' }, 12100],
    ['whose root is not Response', { body: '<Say>Hello</Say>' }, 12102],
    ['of a wrong type', { headers: { 'content-type': 'application/json' }, body: '{}' }, 12300],
    [
      'that is a web page',
      { headers: { 'content-type': 'text/html' }, body: '<!doctype html><html></html>' },
      12100,
    ],
  ]
  test.each(cases)('%s ends the call with an apology in English', async (_what, answer, code) => {
    application.on('/voice', answer)
    const { caller, call, clock } = await callTo({})
    await clock.advance(10_000)
    expect(call?.errors).toMatchObject([{ code }])
    expect(caller.said).toEqual([APOLOGY])
    expect(caller.endedAs).toBe('completed')
  })

  test('that fails is replaced by the fallback, which is told why', async () => {
    application.on('/voice', { status: 500 }).on('/rescue', '<Say>One moment</Say>')
    const { caller } = await callTo({}, { fallback: '/rescue' })
    expect(caller.said).toEqual(['One moment'])
    expect(application.last('/rescue')).toMatchObject({
      ErrorCode: '11200',
      ErrorUrl: `${application.url}/voice`,
      CallSid: caller.callSid,
    })
  })

  test.each(['text/html', 'text/html; charset=utf-8', 'text/plain', 'application/xml'])(
    'of type %s is TwiML when it reads as TwiML',
    async (type) => {
      application.on('/voice', {
        headers: { 'content-type': type },
        body: '<Response><Say>Hi</Say></Response>',
      })
      const { caller, call } = await callTo({})
      expect(caller.said).toEqual(['Hi'])
      expect(call?.errors).toEqual([])
    },
  )

  test('of plain text is read aloud unless it is TwiML; of sound, played', async () => {
    const text = { 'content-type': 'text/plain' }
    application.on('/voice', { headers: text, body: 'Good morning' })
    expect((await callTo({})).caller.said).toEqual(['Good morning'])
    application.on('/voice', { headers: text, body: '<Answer><Say>Hi</Say></Answer>' })
    expect((await callTo({})).caller.said).toEqual(['<Answer><Say>Hi</Say></Answer>'])
    application.on('/voice', { headers: { 'content-type': 'audio/wav' }, body: wav(3) })
    const { caller } = await callTo({})
    expect(caller.hears).toEqual({ kind: 'play', url: `${application.url}/voice` })
  })

  test('that only leads to itself is stopped', async () => {
    application.on('/voice', '<Redirect/>')
    const { caller, call } = await callTo({})
    expect(call?.errors[0]?.message).toContain('lead to each other')
    expect(caller.said).toEqual([APOLOGY])
  })
})

/** Eight thousand bytes a second of silence. */
function wav(seconds: number): Buffer {
  const data = Buffer.alloc(8_000 * seconds, 0xff)
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + data.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(7, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8_000, 24)
  head.writeUInt32LE(8_000, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(data.length, 40)
  return Buffer.concat([head, data])
}
