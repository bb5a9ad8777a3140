import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Telephone } from '../../emulator/telephony/telephone.ts'
import { CENTRE, CUSTOMER, TestApplication, account, telephonyFor } from './application.ts'
import twilio from 'twilio'

const OTHER = '+815099999999'
const PLACES = {
  absolute: (path: string) => `${application.url}/moved${path}?at=1`,
  'of the root': (path: string) => `/moved${path}?at=1`,
  'beside it': (path: string) => `moved${path}?at=1#rc=5`,
}

let application: TestApplication
beforeAll(async () => {
  application = await TestApplication.start()
})
afterAll(() => application.stop())
beforeEach(() => application.clear())

/** Every page of the application has moved, once, with this status. */
function move(pages: Record<string, string>, status: number, place: (path: string) => string) {
  for (const [path, answer] of Object.entries(pages)) {
    application.on(path, { status, headers: { location: place(path) } })
    application.on(`/moved${path}`, answer)
  }
}

const pages = {
  '/voice': '<Gather numDigits="1" action="/keys"/>',
  '/keys': '<Redirect>/on</Redirect>',
  '/on': '<Enqueue action="/left" waitUrl="/wait">support</Enqueue>',
  '/wait': '<Pause length="10"/>',
  '/operator': '<Dial action="/dialled"><Queue url="/connecting">support</Queue></Dial>',
  '/connecting': '<Say>One moment</Say>',
  '/left':
    '<Dial action="/dialled"><Number url="/whisper" statusCallback="/leg">+81399998888</Number></Dial>',
  '/whisper': '<Say>A caller</Say>',
  '/dialled': '<Hangup/>',
  '/leg': '',
  '/status': '',
}

/** A caller who presses a key, waits, is served, and is then put through to a telephone outside. */
async function wholeCall() {
  const { telephony, clock, softphones } = telephonyFor(application)
  const caller = Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE })
  await clock.advance(1_000)
  caller.press('7')
  await clock.advance(15_000)
  const operator = new Telephone(telephony)
  const { sid: applicationSid } = softphones
  operator.callSid = telephony.connectClient({
    identity: 'op_1',
    applicationSid,
    params: {},
    endpoint: operator,
  })
  await clock.advance(20_000)
  operator.hangUp()
  await clock.advance(1_000)
  const outside = new Telephone(telephony)
  outside.answer([...telephony.outside.keys()][0] ?? '')
  await clock.advance(10_000)
  outside.hangUp()
  await clock.advance(10_000)
  expect(telephony.live()).toEqual([])
  expect(telephony.events.of('error')).toEqual([])
  return { caller, outside }
}

const to = (path: string) => application.to(path)

describe.each(Object.entries(PLACES))('A redirect to an address %s', (_where, place) => {
  test.each([
    [301, 'GET'],
    [302, 'GET'],
    [303, 'GET'],
    [307, 'POST'],
  ])('with %i is followed by every request of a call, with %s', async (status, method) => {
    move(pages, status, place)
    const { outside } = await wholeCall()
    expect(outside.said).toEqual(['A caller'])
    for (const path of Object.keys(pages)) {
      expect(to(path).length, path).toBeGreaterThan(0)
      expect(to(`/moved${path}`).length, path).toBe(to(path).length)
      for (const [index, request] of to(path).entries()) {
        const followed = to(`/moved${path}`)[index]
        expect([request.method, followed?.method], path).toEqual(['POST', method])
        expect(followed?.url, path).toMatch(/\?at=1(&|$)/)
        expect(followed?.form, path).toMatchObject({ CallSid: request.form.CallSid, From: request.form.From })
        const signature = String(followed?.headers['x-twilio-signature'])
        const form = method === 'POST' ? (followed?.form ?? {}) : {}
        expect(twilio.validateRequest(account.authToken, signature, followed?.url ?? '', form), path).toBe(
          true,
        )
      }
    }
    expect(to('/keys')[0]?.form.Digits).toBe('7')
    expect(to('/moved/keys')[0]?.form.Digits).toBeUndefined()
    expect(to('/wait').length).toBeGreaterThan(1)
    expect(to('/moved/wait').at(-1)?.form.QueueTime).toBe(to('/wait').at(-1)?.form.QueueTime)
  })
})

/** A call to a number whose first document, fallback and end are reported to these paths. */
async function callTo(paths: { voice: string; fallback?: string; status?: string }) {
  const { telephony, clock } = telephonyFor(application)
  const hook = (path: string | undefined) =>
    path === undefined ? undefined : { url: application.url + path, method: 'POST' as const }
  telephony.addNumber({
    phoneNumber: OTHER,
    voice: hook(paths.voice),
    voiceFallback: hook(paths.fallback),
    statusCallback: hook(paths.status),
  })
  const caller = Telephone.dial(telephony, { from: CUSTOMER, to: OTHER })
  await clock.advance(20_000)
  return { telephony, clock, caller, errors: telephony.events.of('error').map(({ code }) => code) }
}

test('is followed by the fallback, and by a document that REST sends a call to', async () => {
  application.on('/broken', { status: 500 })
  move({ '/rescue': '<Pause length="60"/>', '/elsewhere': '<Say>Elsewhere</Say>' }, 302, PLACES['beside it'])
  const { telephony, clock, caller } = await callTo({ voice: '/broken', fallback: '/rescue' })
  expect(to('/moved/rescue')[0]?.form.ErrorCode).toBe('11200')
  telephony.redirect(caller.callSid, { url: `${application.url}/elsewhere` })
  await clock.advance(1_000)
  expect(caller.said).toEqual(['Elsewhere'])
})

test('is followed where a sound has moved', async () => {
  application.on('/voice', '<Play>/music</Play><Say>Later</Say>')
  application.on('/music', { status: 302, headers: { location: '/sound' } })
  application.on('/sound', { headers: { 'content-type': 'audio/wav' }, body: Buffer.alloc(44) })
  await callTo({ voice: '/voice' })
  expect(application.paths).toEqual(['/voice', '/music', '/sound'])
})

describe('What is no valid redirect is error 11216:', () => {
  test.each([
    ['a status that Twilio does not follow', { status: 308, headers: { location: '/next' } }],
    ['another one', { status: 300, headers: { location: '/next' } }],
    ['no address', { status: 302 }],
    ['an address that is none', { status: 302, headers: { location: 'http://[' } }],
    ['an address that no web server has', { status: 302, headers: { location: 'ftp://127.0.0.1/next' } }],
  ])('%s', async (_what, answer) => {
    application.on('/voice', answer).on('/status', answer).on('/rescue', '<Say>One moment</Say>')
    const { caller, errors } = await callTo({ voice: '/voice', fallback: '/rescue', status: '/status' })
    expect(errors).toEqual([11216, 11216])
    expect(caller.said).toEqual(['One moment'])
    expect(to('/rescue')[0]?.form).toMatchObject({ ErrorCode: '11216', ErrorUrl: `${application.url}/voice` })
    expect(to('/next')).toEqual([])
  })
})

test('A redirect is followed ten times and no more, by status callbacks as well', async () => {
  const hop = ({ form }: { form: Record<string, string> }, left: number) =>
    left > Number(form.hop ?? 0)
      ? { status: 302, headers: { location: `?hop=${Number(form.hop ?? 0) + 1}` } }
      : ''
  application.on('/voice', (request) => hop(request, 10)).on('/status', (request) => hop(request, 11))
  const { errors } = await callTo({ voice: '/voice', status: '/status' })
  expect(to('/voice')).toHaveLength(11)
  expect(to('/status')).toHaveLength(11)
  expect(errors).toEqual([11215])
})
