import { createServer, request } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { TestClock } from '../../emulator/clock.ts'
import { type Centre, NUMBER, startCentre } from './centre.ts'

const clock = new TestClock(Date.parse('2030-01-02T03:04:05Z'))
const rows = createServer((_request, response) => response.end(JSON.stringify([{ visit_id: 'v1' }])))
let centre: Centre

beforeAll(async () => {
  await once(rows.listen(0, '127.0.0.1'), 'listening')
  const url = `http://127.0.0.1:${(rows.address() as AddressInfo).port}/`
  centre = await startCentre({ clock, panels: [{ title: 'visits', url }] })
})
afterAll(async () => {
  await centre.stop()
  rows.close()
})
afterEach(() => centre.emulator.reset())

async function ask(method: string, path: string, body: unknown = {}, headers = {}) {
  const response = await fetch(`${centre.emulator.url}/_emulator${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: method === 'GET' ? undefined : JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

const dial = async () => (await ask('POST', '/api/calls', { from: '+819011112222', to: NUMBER })).body.callSid
const advance = (seconds: number) => ask('POST', '/api/clock/advance', { milliseconds: seconds * 1000 })
const statusOf = (callSid: string) => centre.emulator.telephony.calls.get(callSid)?.status

test('a call is placed, pressed into the queue, taken by a stand-in, and hung up', async () => {
  const caller = await dial()
  await advance(3)
  await ask('POST', `/api/calls/${caller}/press`, { digits: '1' })
  await advance(5)
  const { body } = await ask('POST', '/api/softphones/operator1/connect', {
    params: { Destination: 'queue:support' },
  })
  await advance(20)
  expect(centre.emulator.telephony.peerOf(caller)).toBe(body.callSid)
  await ask('POST', `/api/calls/${caller}/hang-up`)
  await advance(2)
  expect([statusOf(caller), statusOf(body.callSid)]).toEqual(['completed', 'completed'])
})

test('functions live in the time of the moved clock', async () => {
  await advance(3600)
  const { newDate } = await (await fetch(`${centre.emulator.url}/echo`)).json()
  expect(newDate).toMatch(/^2030-01-02T04:/)
})

test('a telephone outside can answer, be busy, or be left to ring', async () => {
  const connect = async () => {
    await ask('POST', '/api/softphones/operator1/connect', { params: { Destination: '+81312345678' } })
    await advance(1)
    return (await ask('GET', '/api/state')).body.outside[0].callSid
  }
  const answered = await connect()
  await ask('POST', `/api/calls/${answered}/answer`)
  expect(statusOf(answered)).toBe('in-progress')
  await ask('POST', `/api/calls/${answered}/hang-up`)
  const busy = await connect()
  await ask('POST', `/api/calls/${busy}/reject`)
  expect(statusOf(busy)).toBe('busy')
  const ignored = await connect()
  await advance(60)
  expect(statusOf(ignored)).toBe('no-answer')
  expect((await ask('POST', `/api/calls/${ignored}/answer`)).status).toBe(409)
})

test('a registered stand-in rings and answers; an unregistered one does not ring', async () => {
  await ask('POST', '/api/softphones', { identity: 'operator2' })
  expect((await ask('GET', '/api/state')).body.softphones).toEqual(['operator2'])
  await ask('POST', '/api/softphones/operator1/connect', { params: { Destination: 'client:operator2' } })
  await advance(1)
  const leg = [...centre.emulator.telephony.calls.values()].find(({ to }) => to === 'client:operator2')!
  await ask('POST', `/api/calls/${leg.sid}/answer`)
  expect(leg.status).toBe('in-progress')
  await ask('DELETE', '/api/softphones/operator2')
  expect((await ask('GET', '/api/state')).body.softphones).toEqual([])
})

test('switches and faults are set, listed and taken back; unknown ones are refused', async () => {
  await ask('PUT', '/api/switches', { unsignedRequest: 400 })
  expect((await fetch(`${centre.emulator.url}/hook`)).status).toBe(400)
  expect((await ask('PUT', '/api/switches', { nothing: 1 })).body.error).toContain(
    'No switch is called "nothing"',
  )
  const { body: fault } = await ask('POST', '/api/faults', { path: '/voice/*', kind: 'status', status: 500 })
  expect((await ask('GET', '/api/state')).body.faults).toMatchObject([
    { id: fault.id, spec: { status: 500 } },
  ])
  await ask('DELETE', `/api/faults/${fault.id}`)
  expect((await ask('GET', '/api/state')).body.faults).toEqual([])
})

test('events are streamed: the past first, then what happens, and a reset empties the page', async () => {
  const caller = await dial()
  const stop = new AbortController()
  const stream = await fetch(`${centre.emulator.url}/_emulator/api/events`, { signal: stop.signal })
  let text = ''
  const reading = (async () => {
    const reader = stream.body!.getReader()
    for (let part = await reader.read(); !part.done; part = await reader.read())
      text += Buffer.from(part.value).toString()
  })().catch(() => undefined)
  await vi.waitUntil(() => text.includes('event: live'))
  expect(text).toContain(`"callSid":"${caller}"`)
  await ask('POST', '/api/reset')
  await vi.waitUntil(() => text.split('event: reset').length === 3)
  expect(centre.emulator.telephony.calls.size).toBe(0)
  stop.abort()
  await reading
})

test('panels are fetched on the page’s behalf', async () => {
  expect((await ask('GET', '/api/state')).body.panels).toEqual([
    { title: 'visits', url: '/_emulator/panels/0' },
  ])
  expect((await ask('GET', '/panels/0')).body).toEqual([{ visit_id: 'v1' }])
  expect((await ask('GET', '/panels/7')).status).toBe(404)
})

test.each([
  ['POST', '/api/calls', {}, 'from is missing.'],
  ['POST', '/api/calls', { from: '+81', to: 5 }, 'to is missing.'],
  ['POST', '/api/clock/advance', { milliseconds: -1 }, 'milliseconds is a number from 0 up.'],
  ['POST', '/api/nothing', {}, 'There is no POST /nothing.'],
  ['GET', '/api/calls', {}, 'There is no GET /calls.'],
])('%s %s with %o says what is wrong', async (method, path, body, error) => {
  expect((await ask(method, path, body)).body.error).toBe(error)
})

test('other sites reach nothing: neither by a form, nor by a name that points here', async () => {
  const form = await ask('POST', '/api/reset', {}, { 'content-type': 'text/plain' })
  expect(form.status).toBe(415)
  const { url, restPort } = centre.emulator
  const hosts = ['evil.test', 'localhost.evil.test', '127.0.0.1.evil.test:3000', '10.0.0.1']
  for (const address of [
    `${url}/_emulator/api/state`,
    `${url}/voice/greeting`,
    `http://127.0.0.1:${restPort}/`,
  ])
    for (const host of hosts)
      expect([address, host, await statusFor(address, host)]).toEqual([address, host, 403])
  for (const host of ['localhost', 'LOCALHOST:1', '127.0.0.1:80', '[::1]:3000'])
    expect([host, await statusFor(`${url}/_emulator/api/state`, host)]).toEqual([host, 200])
})

test('nor does a softphone’s socket open for a name that points here', async () => {
  const upgrade = { connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' }
  const headers = { ...upgrade, 'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==', host: 'evil.test' }
  const [error] = await once(request(`${centre.emulator.url}/signal`, { headers }).end(), 'error')
  expect(error.code).toBe('ECONNRESET')
})

async function statusFor(address: string, host: string): Promise<number> {
  const [response] = await once(request(address, { headers: { host } }).end(), 'response')
  response.resume()
  return response.statusCode
}
