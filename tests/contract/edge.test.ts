import { once } from 'node:events'
import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import twilio from 'twilio'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createGateway, type GatewayOptions } from '../../emulator/edge/gateway.ts'
import { folderUpstream } from '../../emulator/edge/upstream.ts'
import { freePort, startTwilioRun } from './twilio-run.ts'

const AUTH_TOKEN = 'the-account-auth-token'
let site: Awaited<ReturnType<typeof startTwilioRun>>
let settings: { unsignedStatus: number; now: number | undefined }
let url: string
const closers: (() => Promise<unknown> | void)[] = []

beforeAll(async () => {
  site = await startTwilioRun({ ACCOUNT_SID: 'AC' + '0'.repeat(32), AUTH_TOKEN }, await freePort())
  closers.push(site.stop)
  url = await startGateway()
})
afterAll(async () => {
  for (const close of closers.reverse()) await close()
})
beforeEach(() => {
  settings = { unsignedStatus: 403, now: undefined }
})

async function startGateway(more: Partial<GatewayOptions> = {}): Promise<string> {
  let origin = ''
  const upstream = folderUpstream({ ...site, functionsUrl: site.url })
  const gateway = createGateway({
    upstream: () => upstream,
    authToken: AUTH_TOKEN,
    origins: () => [origin],
    unsignedStatus: () => settings.unsignedStatus,
    emulatedNow: () => settings.now,
    ...more,
  })
  const server = createServer(
    { maxHeaderSize: 65536 },
    (request, response) => void gateway(request, response),
  )
  await once(server.listen(0, '127.0.0.1'), 'listening')
  closers.push(() => {
    upstream.close?.()
    server.closeAllConnections()
    server.close()
  })
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return origin
}

const form = (fields: Record<string, string>, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  body: new URLSearchParams(fields).toString(),
})

function signedPost(path: string, fields: Record<string, string>, sent = fields): Promise<Response> {
  const signature = twilio.getExpectedTwilioSignature(AUTH_TOKEN, url + path, fields)
  return fetch(url + path, form(sent, { 'x-twilio-signature': signature }))
}

const FIELDS = { From: '+81312345678', 名前: '山田 花子', Digits: '', Space: ' a+b ' }

test('twilio-run itself answers on loopback only, and to no name that points here', async () => {
  const statusFor = async (host: string) => {
    const [response] = await once(httpRequest(site.url, { headers: { host } }).end(), 'response')
    response.resume()
    return response.statusCode
  }
  expect(await statusFor('evil.test')).toBe(403)
  expect(await statusFor(new URL(site.url).host)).not.toBe(403)
  const others = Object.values(networkInterfaces()).flatMap((all) => all ?? [])
  for (const { address } of others.filter(({ internal, family }) => !internal && family === 'IPv4'))
    await expect(fetch(`http://${address}:${new URL(site.url).port}/`)).rejects.toThrow()
})

test('a signed POST reaches a protected function with every field whole', async () => {
  const response = await signedPost('/hook?visit=a%2Bb&x=', FIELDS)
  expect(response.status).toBe(200)
  expect((await response.json()).fields).toEqual({ visit: 'a+b', x: '', ...FIELDS })
})

test('a signed GET reaches a protected function and a protected asset', async () => {
  for (const path of ['/hook?to=%2B81', '/guarded.txt']) {
    const signature = twilio.getExpectedTwilioSignature(AUTH_TOKEN, url + path, {})
    expect((await fetch(url + path, { headers: { 'x-twilio-signature': signature } })).status).toBe(200)
  }
})

test('an unsigned, a changed and a wrongly signed request are refused', async () => {
  const elsewhere = twilio.getExpectedTwilioSignature(AUTH_TOKEN, 'http://elsewhere.test/hook', FIELDS)
  expect((await fetch(url + '/hook', form(FIELDS))).status).toBe(403)
  expect((await fetch(url + '/guarded.txt')).status).toBe(403)
  expect((await signedPost('/hook', FIELDS, { ...FIELDS, From: '+81311111111' })).status).toBe(403)
  expect((await fetch(url + '/hook', form(FIELDS, { 'x-twilio-signature': elsewhere }))).status).toBe(403)
  settings.unsignedStatus = 400
  expect((await fetch(url + '/hook', form(FIELDS))).status).toBe(400)
})

test.each([
  ['a private function', 'GET', '/secret', 404],
  ['a private asset', 'GET', '/hidden.txt', 404],
  ['a path where nothing is', 'GET', '/voice/nothing', 404],
  ['the source of a function', 'GET', '/echo.js', 404],
  ['a PUT', 'PUT', '/echo', 405],
  ['a DELETE', 'DELETE', '/echo', 405],
  ['a HEAD of a function', 'HEAD', '/echo', 405],
  ['a POST to an asset', 'POST', '/assets/index.html', 405],
  ['a HEAD of an asset', 'HEAD', '/assets/plain.js', 200],
  ['the icon nobody made', 'GET', '/favicon.ico', 204],
])('%s is answered as Twilio answers it', async (_what, method, path, status) => {
  expect((await fetch(url + path, { method })).status).toBe(status)
})

test('a GET with a body is refused', async () => {
  const request = httpRequest(url + '/echo', { method: 'GET', headers: { 'content-length': 3 } })
  request.end('a=1')
  const [response] = await once(request, 'response')
  response.resume()
  expect(response.statusCode).toBe(403)
})

test('a request of more than 1 MB is refused, one just below is not', async () => {
  expect((await fetch(url + '/echo', form({ a: 'x'.repeat(1024 * 1024) }))).status).toBe(413)
  expect((await fetch(url + '/echo', form({ a: 'x'.repeat(1024 * 1024 - 4096) }))).status).toBe(200)
})

test('too many headers, or too heavy ones, are refused', async () => {
  const many = Object.fromEntries(Array.from({ length: 91 }, (_, index) => [`x-${index}`, '1']))
  expect((await fetch(url + '/echo', { headers: many })).status).toBe(431)
  expect((await fetch(url + '/echo', { headers: { 'x-heavy': 'x'.repeat(15_361) } })).status).toBe(431)
  expect((await fetch(url + '/echo', { headers: { 'x-heavy': 'x'.repeat(14_000) } })).status).toBe(200)
})

test('a function slower than the limit is cut off with 504', async () => {
  const hasty = await startGateway({ functionLimitMs: 80 })
  expect((await fetch(hasty + '/echo?delayMs=1000')).status).toBe(504)
  expect((await fetch(hasty + '/echo')).status).toBe(200)
})

test('the 31st function at once is refused with 429, and there is room again afterwards', async () => {
  const inside = gate(30)
  const crowded = await startGateway({
    upstream: () => ({ find: () => ({ kind: 'function', access: 'public' }), handle: inside.handle }),
  })
  const thirty = Array.from({ length: 30 }, () => fetch(crowded + '/echo'))
  await inside.full
  expect((await fetch(crowded + '/echo')).status).toBe(429)
  inside.open()
  expect((await Promise.all(thirty)).map(({ status }) => status)).toEqual(Array(30).fill(200))
  expect((await fetch(crowded + '/echo')).status).toBe(200)
})

/** An upstream that keeps its requests inside, tells when `room` of them are in, and lets them go when opened. */
function gate(room: number) {
  const full = Promise.withResolvers<void>()
  const opened = Promise.withResolvers<void>()
  let count = 0
  const handle = async () => {
    if (++count === room) full.resolve()
    await opened.promise
    return { status: 200, headers: {}, body: Buffer.alloc(0) }
  }
  return { handle, full: full.promise, open: opened.resolve }
}

test('headers that Twilio keeps to itself do not reach a function, others do', async () => {
  const headers = {
    referer: 'http://x.test/',
    'x-forwarded-for': '1.2.3.4',
    'x-real-ip': '1.2.3.4',
    'i-twilio-idempotency-token': 'abc',
    'x-emulator-now': '5',
    authorization: 'Bearer abc',
    'x-requested-with': 'runa',
  }
  const { headers: seen } = await (await fetch(url + '/echo', { headers })).json()
  expect(seen).toMatchObject({ authorization: 'Bearer abc', 'x-requested-with': 'runa' })
  for (const name of Object.keys(headers).slice(0, 5)) expect(seen).not.toHaveProperty(name)
})

const cookies = async (...set: string[]) => {
  const query = new URLSearchParams(set.map((cookie) => ['setCookie', cookie]))
  const response = await fetch(`${url}/echo?${query}`)
  return { status: response.status, set: response.headers.getSetCookie() }
}

test('cookies become HttpOnly and Secure, and lose their domain', async () => {
  expect(await cookies('a=1; Domain=evil.test; Path=/; SameSite=Strict', 'b=2; secure; httponly')).toEqual({
    status: 200,
    set: ['a=1; Path=/; SameSite=Strict; HttpOnly; Secure', 'b=2; secure; httponly'],
  })
})

test('a cookie of a day is allowed, one of a second more turns the answer into a 400', async () => {
  const at = (ms: number) => new Date(Date.now() + ms).toUTCString()
  expect((await cookies('a=1; Max-Age=86400')).status).toBe(200)
  expect((await cookies('a=1; Max-Age=86401')).status).toBe(400)
  expect((await cookies(`a=1; Expires=${at(23 * 3600_000)}`)).status).toBe(200)
  expect((await cookies(`a=1; Expires=${at(25 * 3600_000)}`)).status).toBe(400)
  expect((await cookies('a=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT')).status).toBe(200)
})

test('the platform answers preflights by itself', async () => {
  const response = await fetch(url + '/echo', { method: 'OPTIONS', headers: { origin: 'http://other.test' } })
  expect(response.status).toBe(200)
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  expect(response.headers.get('access-control-allow-methods')).toBe('GET, POST, OPTIONS')
  expect(response.headers.has('access-control-allow-credentials')).toBe(false)
})

/** As a browser asks for what it is to show. */
const asPage = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'accept-encoding': 'gzip' } }

test('the address itself is the page of the assets, with the shim before its first script', async () => {
  const response = await fetch(url + '/', asPage)
  const html = await response.text()
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.has('etag')).toBe(false)
  expect(html).toContain('<head><script src="/_emulator/shim.js"></script>')
  expect(Number(response.headers.get('content-length'))).toBe(Buffer.byteLength(html))
  expect(await (await fetch(url + '/page', asPage)).text()).toBe(
    '<script src="/_emulator/shim.js"></script><p>ようこそ</p>',
  )
})

test('a webhook answered with text/html gets it as it is: TwiML may be of that type', async () => {
  const answer = await signedPost('/page', FIELDS)
  expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
  expect(await answer.text()).toBe('<p>ようこそ</p>')
  expect(await (await fetch(url + '/', { headers: { accept: '*/*' } })).text()).not.toContain('shim.js')
})

test('functions see the time of a moved clock, and the real one again when it is not moved', async () => {
  settings.now = Date.parse('2031-05-06T07:08:09Z')
  const moved = await (await fetch(url + '/echo')).json()
  expect(moved.newDate).toMatch(/^2031-05-06T07:08:09/)
  expect(moved.now).toBeLessThan(settings.now + 1000)
  expect(moved.headers).not.toHaveProperty('x-emulator-now')
  settings.now = undefined
  const real = await (await fetch(url + '/echo')).json()
  expect(Math.abs(real.now - Date.now())).toBeLessThan(1000)
})

test('with nothing behind it the gateway says 502', async () => {
  const nobody = folderUpstream({ ...site, functionsUrl: `http://127.0.0.1:${await freePort()}` })
  const lonely = await startGateway({ upstream: () => nobody })
  expect((await fetch(lonely + '/echo')).status).toBe(502)
})
