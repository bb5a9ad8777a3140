import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { resources } from '../../emulator/rest/routes.ts'
import { createRestHandler } from '../../emulator/rest/server.ts'
import { operationOf, parametersOf } from '../../emulator/rest/twilio-document.ts'
import { createServerlessApi, isServerlessHost } from '../../emulator/serverless/api.ts'
import { emptyState } from '../../emulator/serverless/resources.ts'
import { routes } from '../../emulator/serverless/routes.ts'
import { Telephone } from '../../emulator/telephony/telephone.ts'
import { CENTRE, CUSTOMER, TestApplication, account, telephonyFor } from './application.ts'

const application = await TestApplication.start()
application.on('/voice', '<Enqueue waitUrl="/wait">support</Enqueue>').on('/wait', '<Pause length="60"/>')
const { telephony, clock, softphones } = telephonyFor(application)
const serverless = createServerlessApi(telephony)
const rest = createRestHandler(telephony)
const server = http.createServer((request, response) =>
  isServerlessHost(String(request.headers['x-emulated-host']))
    ? void serverless.handle(request, response)
    : rest(request, response),
)
const number = [...telephony.numbers.keys()][0] ?? ''
const caller = Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE })
let base: string

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await clock.advance(1_000)
})
afterAll(async () => {
  telephony.reset()
  server.close()
  await application.stop()
})
afterEach(() => telephony.events.clear())

const hostOf = (path: string) => (path.startsWith('/v1') ? 'serverless.twilio.com' : 'api.twilio.com')

async function ask(method: string, path: string, form?: Record<string, string>, host = hostOf(path)) {
  const credentials = Buffer.from(`${account.sid}:${account.authToken}`).toString('base64')
  const headers = { authorization: `Basic ${credentials}`, 'x-emulated-host': host }
  const url = base + (path.startsWith('/v1') ? path : `/2010-04-01/Accounts/${account.sid}${path}`)
  const response = await fetch(url, { method, headers, body: form && new URLSearchParams(form) })
  const text = await response.text()
  return { status: response.status, body: text ? (JSON.parse(text) as Record<string, unknown>) : {} }
}

const told = () => telephony.events.of('error').map(({ code, message }) => [code, message])
const queueSid = () => [...telephony.queues.keys()][0] ?? ''

/** A service with an environment, by their SIDs. */
async function environment() {
  const uniqueName = `site-${serverless.state.services.length}`
  const { sid } = (await ask('POST', '/v1/Services', { UniqueName: uniqueName, FriendlyName: 'site' })).body
  const created = await ask('POST', `/v1/Services/${String(sid)}/Environments`, { UniqueName: 'live' })
  return `/v1/Services/${String(sid)}/Environments/${String(created.body.sid)}`
}

type Path = () => string | Promise<string>

describe('What Twilio documents and the emulator lacks is refused loudly:', () => {
  test.each<[method: 'GET' | 'POST', path: Path, name: string]>([
    ['POST', () => '/Calls.json', 'Record'],
    ['POST', () => '/Calls.json', 'MachineDetectionTimeout'],
    ['POST', () => '/Applications.json', 'SmsUrl'],
    ['POST', () => `/Applications/${softphones.sid}.json`, 'PublicApplicationConnectEnabled'],
    ['GET', () => '/IncomingPhoneNumbers.json', 'Beta'],
    ['POST', () => `/IncomingPhoneNumbers/${number}.json`, 'TrunkSid'],
    ['POST', async () => `${await environment()}/Deployments`, 'IsPlugin'],
  ])('a parameter of %s %s', async (method, path, name) => {
    const before = telephony.calls.size
    const at = await path()
    const asked =
      method === 'GET'
        ? ask(method, `${at}?${name}=true`)
        : ask(method, at, { To: CUSTOMER, From: CENTRE, Url: `${application.url}/voice`, [name]: 'true' })
    const { status, body } = await asked
    expect([status, body.code]).toEqual([501, 20001])
    expect(body.message).toContain(`the parameter ${name}`)
    expect(body.message).toMatch(/add it in emulator\/(rest|serverless)/)
    expect(told()).toContainEqual([20001, body.message])
    expect(telephony.calls.size).toBe(before)
  })

  test.each<[method: string, path: Path, code: number]>([
    ['DELETE', () => `/Calls/${caller.callSid}.json`, 20004],
    ['POST', () => '.json', 20004],
    ['POST', () => '/IncomingPhoneNumbers.json', 20004],
    ['GET', () => '/Conferences.json', 20404],
    ['GET', () => `/Calls/${caller.callSid}/Recordings.json`, 20404],
    ['DELETE', environment, 20404],
  ])('%s of a resource', async (method, path, code) => {
    const { status, body } = await ask(
      method,
      await path(),
      method === 'POST' ? { FriendlyName: 'x' } : undefined,
    )
    expect([status, body.code]).toEqual([501, code])
    expect(told()).toEqual([[code, body.message]])
  })

  test('another host', async () => {
    const { status, body } = await ask('GET', '/v1/Alerts', undefined, 'monitor.twilio.com')
    expect([status, body.code]).toEqual([501, 20404])
    expect(told()).toEqual([[20404, expect.stringContaining('monitor.twilio.com/v1/Alerts')]])
    expect((await ask('GET', '/Calls.json', undefined, 'api.tokyo.jp1.twilio.com')).status).toBe(200)
  })
})

describe('What Twilio does not document either', () => {
  test.each<[method: string, path: Path, name: string, form?: Record<string, string>]>([
    ['GET', () => '/Calls.json?Sort=asc', 'Sort'],
    ['GET', () => `/Calls/${caller.callSid}.json?Verbose=1`, 'Verbose'],
    ['GET', () => '/Queues.json?FriendlyName=support', 'FriendlyName'],
    ['GET', () => `/Queues/${queueSid()}/Members.json?Position=1`, 'Position'],
    ['POST', () => '/Queues.json', 'Colour', { FriendlyName: 'red', Colour: 'red' }],
    ['POST', () => '/Queues.json?MaxSize=7', 'MaxSize', { FriendlyName: 'blue' }],
    [
      'POST',
      () => `/Calls/${caller.callSid}.json`,
      'StatusCallbackEvent',
      { StatusCallbackEvent: 'ringing' },
    ],
    ['POST', () => '/v1/Services', 'Runtime', { UniqueName: 'a-1', FriendlyName: 'a', Runtime: 'node22' }],
    ['GET', () => '/v1/Services?UniqueName=a-1', 'UniqueName'],
  ])('is ignored with the warning 20001: %s %s', async (method, path, name, form) => {
    const { status } = await ask(method, await path(), form)
    expect([200, 201]).toContain(status)
    expect(told()).toEqual([[20001, expect.stringContaining(`Twilio documents no ${name} for ${method}`)]])
  })

  test('is answered as Twilio answers it', async () => {
    expect(await ask('GET', '/Telegrams.json')).toMatchObject({ status: 404, body: { code: 20404 } })
    expect(await ask('DELETE', '/Queues.json')).toMatchObject({ status: 405, body: { code: 20004 } })
    expect(await ask('GET', '/v1/Services/x/Telegrams')).toMatchObject({ status: 404, body: { code: 20404 } })
    expect(told()).toEqual([])
  })
})

test('nothing is read that Twilio does not document', () => {
  const sid = (path: string) => path.replace(/\{\w+\}|(?<=\/):/g, 'XX00')
  const rest = resources.flatMap(({ path, reads }) =>
    (['GET', 'POST'] as const).map((method) => {
      const at = `/2010-04-01/Accounts/XX00${sid(path)}`
      return { api: 'api_v2010' as const, method, path: at, reads: reads[method] ?? [] }
    }),
  )
  const hosted = routes(telephony, emptyState()).map(({ verb: method, pattern, reads }) => {
    const at = `/v1${pattern.source.slice(1, -1).replaceAll('\\/', '/').replaceAll('([^/]+)', 'XX00')}`
    return { api: 'serverless_v1' as const, method, path: at, reads }
  })
  for (const operation of [...rest, ...hosted].filter(({ reads }) => reads.length > 0)) {
    const { query, form } = parametersOf(operationOf(operation))
    expect(operation.method === 'GET' ? query : form).toEqual(expect.arrayContaining([...operation.reads]))
  }
})
