import { globSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectRoot } from '../../scripts/project-root.ts'
import { useDatabase } from '../support/database.ts'
import { startRehearsal, type Outcome, type Rehearsal } from './rehearsal.ts'

const database = useDatabase({ emptyEach: false })
let rehearsal: Rehearsal
let deployed: Outcome

beforeAll(async () => {
  rehearsal = await startRehearsal(database.url)
  deployed = await rehearsal.run('deploy')
})
afterAll(() => rehearsal.close())

const build = () => rehearsal.emulator.serverless.state.builds.at(-1)!
const paths = (kind: string, visibility: string) =>
  build()
    .versions.filter((version) => version.kind === kind && version.visibility === visibility)
    .map(({ path }) => path)
    .sort()

test('with a filled-in env file one command brings the centre to life', () => {
  expect(deployed.text).toContain('production answers at https://runa-cca-')
  expect(deployed.code).toBe(0)
})

test('what Twilio calls is protected, what the desk calls is public, and there is no other function', () => {
  const steps = ['call-status', 'greeting', 'information', 'menu-choice', 'operator-dial']
  const ofQueues = ['operator-dial-ended', 'queue-connecting', 'queue-left', 'queue-wait']
  expect(paths('function', 'protected')).toEqual([...steps, ...ofQueues].map((name) => `/voice/${name}`))
  const actions = globSync('functions/api/**/*.ts', { cwd: projectRoot })
  expect(paths('function', 'public')).toEqual(
    actions.map((file) => file.slice('functions'.length, -'.ts'.length).replaceAll('\\', '/')).sort(),
  )
  expect(paths('function', 'private')).toEqual([])
})

test('public are the page, its hashed parts, the documents for bad days, and nothing else', () => {
  const stages = ['', '-dev', '-stage']
  const named = [
    ...['/assets/build.json', '/assets/fallback-wait.xml', '/assets/icon.svg', '/assets/index.html'],
    ...stages.flatMap((stage) => [`/assets/fallback${stage}.xml`, `/assets/fallback-operator${stage}.xml`]),
    ...globSync('*', { cwd: `${projectRoot}/assets/public` }).map((name) => `/assets/${name}`),
  ]
  const hashed = /^\/assets\/[\w.-]+-[\w-]{8}\.(js|css|woff2|svg)$/
  const music = /^\/assets\/hold-music-\d+\.wav$/
  const others = paths('asset', 'public').filter((path) => !hashed.test(path) && !music.test(path))
  expect(others).toEqual([...new Set(named)].filter((path) => !music.test(path)).sort())
  expect(paths('asset', 'protected')).toEqual([])
  expect(paths('asset', 'private')).toEqual([])
})

test('no uploaded file holds a secret, or the name of a folder of this machine', async () => {
  const { DATABASE_URL, SESSION_SECRET, AUTH_TOKEN, TWILIO_API_KEY_SECRET } = await rehearsal.values()
  const never = [DATABASE_URL, SESSION_SECRET, AUTH_TOKEN, TWILIO_API_KEY_SECRET, projectRoot] as string[]
  const holding = build().versions.filter(({ content }) => never.some((text) => content.includes(text)))
  expect(holding.map(({ path }) => path)).toEqual([])
})

test('the packages go up in exact versions, the variables as the env file has them', async () => {
  expect(build().runtime).toBe('node22')
  expect(build().dependencies.map(({ name }) => name)).toEqual([
    ...['@twilio/runtime-handler', 'bcryptjs', 'jsonwebtoken', 'mysql2', 'twilio'],
  ])
  for (const { version } of build().dependencies) expect(version).toMatch(/^\d+\.\d+\.\d+$/)
  const { ACCOUNT_SID, AUTH_TOKEN, STAGE, ...values } = await rehearsal.values()
  expect([ACCOUNT_SID, AUTH_TOKEN, STAGE]).toEqual([expect.any(String), expect.any(String), ''])
  const uploaded = rehearsal.emulator.serverless.state.variables.map(({ key, value }) => [key, value])
  expect(Object.fromEntries(uploaded)).toEqual(values)
})

test('number and application are wired, and Twilio has the main queue', async () => {
  const { telephony, serverless } = rehearsal.emulator
  const at = serverless.origins()[0]!
  const end = {
    url: `${at}/voice/call-status#rc=3&rp=ct,rt,4xx,5xx&rt=3000&e=tokyo`,
    method: 'POST',
  }
  const step = '#rc=1&rp=ct,rt,4xx,5xx&rt=4000&tt=8000&e=tokyo'
  expect([...telephony.numbers.values()]).toMatchObject([
    {
      voice: { url: `${at}/voice/greeting${step}`, method: 'POST' },
      voiceFallback: { url: `${at}/assets/fallback.xml#e=tokyo`, method: 'GET' },
      statusCallback: end,
    },
  ])
  expect([...telephony.applications.values()]).toMatchObject([
    {
      sid: (await rehearsal.values()).TWIML_APP_SID,
      friendlyName: 'Runa-CCA',
      voice: { url: `${at}/voice/operator-dial${step}`, method: 'POST' },
      voiceFallback: { url: `${at}/assets/fallback-operator.xml#e=tokyo`, method: 'GET' },
      statusCallback: end,
    },
  ])
  const [queue] = telephony.queues.values()
  expect(queue?.name).toBe('support')
  const rows = await database.db.selectFrom('queue').selectAll().execute()
  expect(rows).toMatchObject([{ queue_id: 'support', twilio_queue_id: queue?.sid, max_size: 100 }])
})

test('set up again, nothing differs and nothing is changed', async () => {
  const writes = () => rehearsal.emulator.serverless.requests.filter(({ method }) => method !== 'GET').length
  const before = writes()
  const again = await rehearsal.run('setup')
  expect(again.text).toContain('Everything at Twilio is as it has to be.')
  expect(writes()).toBe(before)
})

test('the doctor finds all well, in lines and in JSON', async () => {
  const lines = await rehearsal.run('doctor')
  expect(lines.text).toMatch(/All well\.\n$/)
  expect(lines.text).not.toMatch(/DOUBT|WRONG/)
  expect(lines.code).toBe(0)
  const report = JSON.parse((await rehearsal.run('doctor', '--json')).text) as {
    wrong: number
    checks: { name: string; state: string }[]
  }
  expect(report.wrong).toBe(0)
  expect(report.checks.map(({ name }) => name)).toEqual([
    ...['variables', 'MySQL', 'privileges', 'schema', 'connections', 'account', 'API key', 'wiring'],
    ...['values', 'desk', 'fallback', 'stranger', 'signature', 'session', 'row', 'build'],
  ])
})

test('the doctor leaves no row', async () => {
  for (const table of ['call_data', 'enqueue_data', 'statuscallback_data'] as const)
    expect(await database.db.selectFrom(table).selectAll().execute()).toEqual([])
})

test('nothing that these commands print is a secret', async () => {
  const { SESSION_SECRET, AUTH_TOKEN, TWILIO_API_KEY_SECRET, DATABASE_URL } = await rehearsal.values()
  const printed = deployed.text + (await rehearsal.run('doctor', '--json')).text
  const password = new URL(DATABASE_URL!).password
  for (const secret of [SESSION_SECRET, AUTH_TOKEN, TWILIO_API_KEY_SECRET, password])
    expect(printed).not.toContain(secret)
})
