import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startTwilioRun } from './twilio-run.ts'

const ACCOUNT_SID = 'AC' + '0'.repeat(31) + '1'
const PRELOAD = resolve('emulator/preload.cjs')
const TOKEN = '0123456789abcdef0123456789abcdef'
const seen: { host: unknown; url: string | undefined; authorization: string | undefined }[] = []
const sockets = new Set<unknown>()
const twilio = createServer((request, response) => {
  const { host, page } = note(request)
  const next = page === '0' ? `/2010-04-01/Accounts/${ACCOUNT_SID}/Queues.json?Page=1&PageToken=x` : null
  const queues = [{ sid: 'QU' + '0'.repeat(32), friendly_name: `${host} page ${page}` }]
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ queues, page: Number(page), next_page_uri: next }))
})
let folder: string
let site: Awaited<ReturnType<typeof startTwilioRun>>
let forkedSite: Awaited<ReturnType<typeof startTwilioRun>>

const restPort = () => (twilio.address() as AddressInfo).port
const sites = [
  ['in one process', () => site],
  ['in a process for each request', () => forkedSite],
] as const

function note({ headers, url, socket }: IncomingMessage) {
  sockets.add(socket)
  seen.push({ host: headers['x-emulated-host'], url, authorization: headers.authorization })
  const page = new URL(url!, 'http://x').searchParams.get('Page') ?? '0'
  return { host: String(headers['x-emulated-host']), page }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'preload-'))
  await once(twilio.listen(0, '127.0.0.1'), 'listening')
  const environment = { ACCOUNT_SID, AUTH_TOKEN: TOKEN, COLOUR: 'blue' }
  site = await startTwilioRun(environment, restPort())
  forkedSite = await startTwilioRun(environment, restPort(), { isForked: true })
})
beforeEach(() => {
  seen.length = 0
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await site.stop()
  await forkedSite.stop()
  twilio.closeAllConnections()
  twilio.close()
})

test.each(sites)(
  'the unmodified twilio package in a function talks to the emulator, page by page: %s',
  async (_how, at) => {
    const pages = (host: string) => [`${host} page 0`, `${host} page 1`]
    const answer = await (await fetch(at().url + '/rest')).json()
    expect(answer).toEqual([
      pages('api.twilio.com'),
      pages('api.twilio.com'),
      pages('api.tokyo.jp1.twilio.com'),
    ])
    const basic = (name: string, word: string) => 'Basic ' + Buffer.from(`${name}:${word}`).toString('base64')
    expect(new Set(seen.map(({ authorization }) => authorization))).toEqual(
      new Set([basic(ACCOUNT_SID, TOKEN), basic('SK00000000000000000000000000000001', 'key-secret')]),
    )
  },
)

test('requests to Twilio share a few kept-alive connections', async () => {
  sockets.clear()
  for (let turn = 0; turn < 5; turn++) await (await fetch(site.url + '/rest')).json()
  expect(seen.length).toBe(30)
  expect(sockets.size).toBeLessThanOrEqual(4)
})

test.each(sites)('a function sees the time of the emulator, and the real one again: %s', async (_how, at) => {
  const echo = async (headers: Record<string, string>) =>
    (await (await fetch(`${at().url}/echo`, { headers })).json()) as { now: number; newDate: string }
  const moved = await echo({ 'x-emulator-now': String(Date.parse('2031-05-06T07:08:09Z')) })
  expect(moved.newDate).toMatch(/^2031-05-06T07:08:/)
  expect(Math.abs(moved.now - Date.parse(moved.newDate))).toBeLessThan(1_000)
  expect(Math.abs((await echo({})).now - Date.now())).toBeLessThan(5_000)
})

test.each(sites)('a function sees its own variables and no others: %s', async (_how, at) => {
  expect(await (await fetch(`${at().url}/variables`)).json()).toEqual({
    ACCOUNT_SID,
    AUTH_TOKEN: TOKEN,
    COLOUR: 'blue',
  })
})

test.each([
  ['fork(module)', `fork(child)`, []],
  ['fork(module, options)', `fork(child, { env: { COLOUR: 'red' } })`, ['red']],
  ['fork(module, arguments, options)', `fork(child, ['one'], { env: { COLOUR: 'red' } })`, ['one', 'red']],
])('what is forked by %s keeps its arguments, and finds the emulator', async (_form, call, kept) => {
  const child = join(folder, 'child.cjs')
  const report = `console.log(JSON.stringify([...process.argv.slice(2), process.env.COLOUR ?? null, response.statusCode]))`
  await writeFile(
    child,
    `require('node:https').get('https://api.twilio.com/', (response) => { ${report}; process.exit() })`,
  )
  const code = `const { fork } = require('node:child_process'); const child = ${JSON.stringify(child)}; ${call}`
  const env = { ...process.env, EMULATOR_REST_PORT: String(restPort()) }
  const { stdout } = await promisify(execFile)(process.execPath, ['--require', PRELOAD, '-e', code], { env })
  expect(JSON.parse(stdout)).toEqual([...(kept.length ? kept : [null]), 200])
})
