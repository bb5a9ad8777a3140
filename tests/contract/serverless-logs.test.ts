import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { TestClock } from '../../emulator/clock.ts'
import { serveDeployedBuild, type DeployedBuild } from '../../emulator/serverless/deployed-build.ts'
import { startEmulator, type Emulator } from '../../emulator/server.ts'
import { violations } from './openapi.ts'

vi.setConfig({ testTimeout: 60_000 })

const ROOT = resolve(import.meta.dirname, '../..')
const account = { sid: 'AC' + 'a'.repeat(32), authToken: 'the-token', apiKeys: [] }
const upstream = { find: () => undefined, handle: () => Promise.reject(new Error('nothing is deployed')) }
const START = Date.parse('2026-11-20T01:00:00Z')
const DAY = 86_400_000
const clock = new TestClock(START)

const functions = {
  talks: `console.log('while it is read')
    exports.handler = (_context, { who, times = 1 }, callback) => {
      for (let time = 0; time < times; time++) console.log('hello %s', who)
      callback(null, 'said')
    }`,
  complains: `exports.handler = (_context, _event, callback) => {
      console.info({ calm: true })
      console.warn('careful')
      console.error(new Error('broken'))
      callback(null, 'said')
    }`,
  hangs: `exports.handler = () => console.log('before the end')`,
  long: `exports.handler = (_context, { letter, each }, callback) => {
      for (const line of [1, 2, 3]) console.log(line + letter.repeat(Number(each)))
      callback(null, 'said')
    }`,
}

let emulator: Emulator
let site: DeployedBuild
let project: string

beforeAll(async () => {
  emulator = await startEmulator({ port: 0, account, upstream, clock, functionLimitMs: 500 })
  project = await mkdtemp(join(tmpdir(), 'site-'))
  await cp(join(ROOT, 'tests/contract/fixtures/site/assets'), join(project, 'assets'), { recursive: true })
  const dependencies = { '@twilio/runtime-handler': '2.0.1', twilio: '6.2.0' }
  await writeFile(join(project, 'package.json'), JSON.stringify({ name: 'a-site', dependencies }))
  await cp(join(ROOT, 'tests/contract/fixtures/site/functions/echo.js'), join(project, 'functions/echo.js'))
  for (const [name, code] of Object.entries(functions))
    await writeFile(join(project, `functions/${name}.js`), code)
  await writeFile(join(project, '.env'), `ACCOUNT_SID=${account.sid}\nAUTH_TOKEN=${account.authToken}\n`)
  await deploy()
  const { serverless, restPort } = emulator
  const environmentSid = environment().sid
  site = await serveDeployedBuild({ serverless, account, environmentSid, packagesFrom: ROOT, restPort })
  emulator.serve(site)
})
afterAll(async () => {
  await site.stop()
  await emulator.close()
  await rm(project, { recursive: true })
})
beforeEach(() => clock.advance(1_001))
afterEach(() => {
  emulator.serverless.state.logs = []
  emulator.reset()
})

function deploy() {
  const bin = join(ROOT, 'node_modules/twilio-run/bin/twilio-run.js')
  const env = {
    ...process.env,
    NODE_OPTIONS: `--require ${join(ROOT, 'emulator/preload.cjs')}`,
    EMULATOR_REST_PORT: String(emulator.restPort),
  }
  const args = [bin, 'deploy', '--runtime', 'node22', '--cwd', project]
  return promisify(execFile)(process.execPath, args, { env, cwd: project })
}

const environment = () => emulator.serverless.state.environments[0]!
const functionSid = (name: string) =>
  emulator.serverless.state.versions.find(({ path }) => path === `/${name}`)?.resource_sid

const call = (path: string) => fetch(`${emulator.url}/${path}`).then(({ status }) => status)

interface Log {
  sid: string
  level: string
  message: string
  request_sid: string
  function_sid: string
}

async function ask(path: string) {
  const authorization = `Basic ${Buffer.from(`${account.sid}:${account.authToken}`).toString('base64')}`
  const { service_sid, sid } = environment()
  const url = `http://127.0.0.1:${emulator.restPort}/v1/Services/${service_sid}/Environments/${sid}/Logs${path}`
  const headers = { authorization, 'x-emulated-host': 'serverless.twilio.com' }
  const response = await fetch(url, { headers })
  const body = (await response.json()) as { logs: Log[]; meta: Record<string, unknown>; code?: number }
  const asked = { method: 'GET', path: new URL(url).pathname, api: 'serverless_v1' } as const
  if (response.ok) expect(violations(asked, response.status, body)).toEqual([])
  return { status: response.status, body }
}

const logs = async (parameters = '') => (await ask(`?${parameters}`)).body.logs
const messages = async (parameters = '') => (await logs(parameters)).map(({ message }) => message)

test('what a function prints is listed, the newest first, with where it came from', async () => {
  expect(await call('talks?who=you')).toBe(200)
  expect(await call('complains')).toBe(200)
  const listed = await logs()
  expect(listed.map(({ level, message }) => [level, message.split('\n')[0]])).toEqual([
    ['error', 'Error: broken'],
    ['warn', 'careful'],
    ['info', '{ calm: true }'],
    ['info', 'hello you'],
    ['info', 'while it is read'],
  ])
  const [deployment] = emulator.serverless.state.deployments
  const { service_sid, sid: environment_sid, build_sid } = environment()
  const { sid } = listed[0]!
  expect(listed[0]).toMatchObject({
    ...{ service_sid, environment_sid, build_sid, account_sid: account.sid },
    deployment_sid: deployment?.sid,
    function_sid: functionSid('complains'),
    date_created: new Date(clock.now()).toISOString().replace(/\.\d+/, ''),
    url: `https://serverless.twilio.com/v1/Services/${service_sid}/Environments/${environment_sid}/Logs/${sid}`,
  })
  expect((await ask(`/${sid}`)).body).toEqual(listed[0])
  const requests = new Set(listed.map(({ request_sid }) => request_sid))
  expect(requests.size).toBe(2)
  expect([...requests].join()).toMatch(/^RQ\w{32},RQ\w{32}$/)
})

test('what is printed at once by two invocations is told apart, and nothing else is listed', async () => {
  await Promise.all([
    call('talks?who=one&times=3'),
    call('talks?who=two&times=3'),
    call('echo'),
    call('music.wav'),
  ])
  const listed = await logs()
  const of = (who: string) =>
    new Set(listed.filter(({ message }) => message === `hello ${who}`).map((one) => one.request_sid))
  expect(listed).toHaveLength(6)
  expect([of('one').size, of('two').size]).toEqual([1, 1])
  expect(of('one')).not.toEqual(of('two'))
})

test('an invocation that is ended after its time leaves what it printed before', async () => {
  expect(await call('hangs')).toBe(504)
  await vi.waitFor(async () => expect(await messages()).toEqual(['before the end']))
})

test.each([
  ['info warn error', ['error', 'warn', 'info']],
  ['info warning error', ['error', 'warning', 'info']],
  ['INFO WARNING ERROR', ['ERROR', 'WARNING', 'INFO']],
])('levels may be called %s', async (logLevels, called) => {
  emulator.telephony.setSwitch('logLevels', logLevels)
  await call('complains')
  expect((await logs()).map(({ level }) => level)).toEqual(called)
})

test('warnings and errors are in the debugger, too', async () => {
  await call('talks')
  await call('complains')
  const told = emulator.telephony.events
    .of('error')
    .map(({ code, message }) => [code, message.split('\n')[0]])
  expect(told).toEqual([
    [82004, 'careful'],
    [82005, 'Error: broken'],
  ])
})

test('only the last 3 kB of an invocation are kept', async () => {
  await call('long?letter=a&each=1023')
  expect((await messages()).map(({ length }) => length)).toEqual([1024, 1024, 1022])
  emulator.serverless.state.logs = []
  await call('long?letter=a&each=4000')
  expect(await messages()).toEqual(['a'.repeat(3072)])
  emulator.serverless.state.logs = []
  await call(`long?letter=${encodeURIComponent('客')}&each=600`)
  const [third, second] = await messages()
  expect(third).toBe(`3${'客'.repeat(600)}`)
  expect(second).toBe('客'.repeat(423))
})

test('are found by function and time; the last day if nothing is said, and thirty days back at most', async () => {
  const at = (offset: number) => clock.advance(START + offset - clock.now())
  const moment = (offset: number) => new Date(START + offset).toISOString()
  await at(DAY)
  await call('talks?who=first')
  await at(DAY + 1_000)
  await call('talks?who=second')
  await call('complains')
  await at(2 * DAY + 500)
  expect(await messages(`FunctionSid=${functionSid('talks')}`)).toEqual(['hello second'])
  expect(await messages(`StartDate=${moment(DAY)}&EndDate=${moment(DAY)}`)).toEqual(['hello first'])
  expect(await messages(`StartDate=${moment(DAY + 1)}&FunctionSid=${functionSid('talks')}`)).toEqual([
    'hello second',
  ])
  expect(await messages(`StartDate=${moment(0)}&EndDate=${moment(DAY - 1)}`)).toEqual([])
  await at(31 * DAY + 500)
  expect(await messages(`StartDate=${moment(0)}&FunctionSid=${functionSid('talks')}`)).toEqual([
    'hello second',
  ])
})

test('are paged as every list of the API, filters kept', async () => {
  await call('talks?who=you&times=3')
  const { meta, logs: first } = (await ask(`?FunctionSid=${functionSid('talks')}&PageSize=2`)).body
  expect(first).toHaveLength(2)
  expect(meta).toMatchObject({ key: 'logs', page: 0, page_size: 2, previous_page_url: null })
  const next = new URL(String(meta.next_page_url))
  expect(next.searchParams.get('FunctionSid')).toBe(functionSid('talks'))
  const second = (await ask(next.search)).body
  expect(second.logs).toHaveLength(1)
  expect(second.meta.next_page_url).toBeNull()
})

test('are asked for five times a second at most', async () => {
  for (let asked = 0; asked < 5; asked++) expect((await ask('')).status).toBe(200)
  expect(await ask('')).toMatchObject({ status: 429, body: { code: 20429 } })
  await clock.advance(1_000)
  expect((await ask('')).status).toBe(200)
})

test.each([
  ['StartDate=yesterday', 400, 20001],
  ['EndDate=2026-11-20T01:00:00', 400, 20001],
  ['PageSize=1001', 400, 20007],
])('are not sought by ?%s', async (parameters, status, code) => {
  expect(await ask(`?${parameters}`)).toMatchObject({ status, body: { code } })
})
