import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createRequire } from 'node:module'
import { execFile } from 'node:child_process'
import twilio from 'twilio'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startEmulator, type Emulator } from '../../emulator/server.ts'
import { serveDeployedBuild } from '../../emulator/serverless/deployed-build.ts'

// Real deploys, one after the other.
vi.setConfig({ testTimeout: 60_000 })

const ROOT = resolve(import.meta.dirname, '../..')
const SITE = join(ROOT, 'tests/contract/fixtures/site')
const account = { sid: 'AC' + 'a'.repeat(32), authToken: 'the-token', apiKeys: [] }
const upstream = { find: () => undefined, handle: () => Promise.reject(new Error('nothing is deployed')) }
const readsAsset =
  "exports.handler = (_context, _event, callback) => callback(null, Runtime.getAssets()['/hidden.txt'].open())"
let emulator: Emulator
let project: string

beforeAll(async () => {
  emulator = await startEmulator({ port: 0, account, upstream })
  project = await mkdtemp(join(tmpdir(), 'site-'))
  await cp(SITE, project, { recursive: true })
  const dependencies = { '@twilio/runtime-handler': '2.0.1', twilio: '6.2.0' }
  await writeFile(join(project, 'package.json'), JSON.stringify({ name: 'a-site', dependencies }))
  await writeFile(
    join(project, 'functions/needs-neighbour.js'),
    "exports.handler = require('./echo').handler",
  )
  await writeFile(join(project, 'functions/needs-package.js'), "require('zod')\n" + readsAsset)
  await writeFile(join(project, 'functions/reads-asset.js'), readsAsset)
  await writeFile(
    join(project, '.env'),
    `ACCOUNT_SID=${account.sid}\nAUTH_TOKEN=${account.authToken}\nCOLOUR=blue\nEMPTY=\n`,
  )
})
afterAll(async () => {
  await emulator.close()
  await rm(project, { recursive: true })
})

interface Run {
  code: number
  text: string
}

function twilioRun(...args: string[]): Promise<Run> {
  const bin = join(ROOT, 'node_modules/twilio-run/bin/twilio-run.js')
  const env = {
    ...process.env,
    NODE_OPTIONS: `--require ${join(ROOT, 'emulator/preload.cjs')}`,
    EMULATOR_REST_PORT: String(emulator.restPort),
  }
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      [bin, ...args, '--cwd', project],
      { env, cwd: project },
      (error, stdout, stderr) => done({ code: error ? Number(error.code) : 0, text: stdout + stderr }),
    )
    child.stdin?.end()
  })
}

function client() {
  globalThis[Symbol.for('emulator.restPort') as never] = emulator.restPort as never
  createRequire(import.meta.url)('../../emulator/preload.cjs')
  return twilio(account.sid, account.authToken).serverless.v1
}

test('the unmodified twilio-run deploys, and the unmodified twilio package reads what is there', async () => {
  const first = await twilioRun('deploy', '--runtime', 'node22')
  expect(first.text).toContain('a-site-')
  expect(first.code).toBe(0)
  const [service] = await client().services.list()
  expect(service).toMatchObject({ uniqueName: 'a-site', includeCredentials: true, uiEditable: false })
  const at = client().services(service!.sid)
  const [environment] = await at.environments.list()
  expect(environment).toMatchObject({ domainSuffix: 'dev', uniqueName: 'dev-environment' })
  expect(await at.environments(environment!.sid).variables.list()).toMatchObject([
    { key: 'COLOUR', value: 'blue' },
  ])
  const build = await at.builds(environment!.buildSid).fetch()
  expect(build.status).toBe('completed')
  expect(build.runtime).toBe('node22')
})

async function serve() {
  const [environment] = emulator.serverless.state.environments
  const site = await serveDeployedBuild({
    ...{ serverless: emulator.serverless, account, environmentSid: environment!.sid },
    ...{ packagesFrom: ROOT, restPort: emulator.restPort },
  })
  emulator.serve(site)
  return site
}

test('what was uploaded is served, each file alone, with its access and its content type', async () => {
  const site = await serve()
  try {
    expect((await fetch(`${emulator.url}/hook`)).status).toBe(403)
    expect((await fetch(`${emulator.url}/hidden.txt`)).status).toBe(404)
    const page = await fetch(`${emulator.url}/`)
    expect(page.headers.get('content-type')).toMatch(/^text\/html/)
    const echo = await fetch(`${emulator.url}/echo?a=1`)
    expect((await echo.json()).fields).toEqual({ a: '1' })
  } finally {
    await site.stop()
  }
})

test('a function finds its private assets, but no file beside it and no package that was not deployed', async () => {
  const site = await serve()
  try {
    const kept = await readFile(join(SITE, 'assets/hidden.private.txt'), 'utf8')
    expect(await (await fetch(`${emulator.url}/reads-asset`)).text()).toBe(kept)
    for (const [path, missing] of [
      ['needs-neighbour', './echo'],
      ['needs-package', 'zod'],
    ]) {
      const response = await fetch(`${emulator.url}/${path}`)
      expect(response.status).toBe(500)
      expect(await response.text()).toContain(missing)
    }
  } finally {
    await site.stop()
  }
})

test('a second project of the same name is refused unless it says so; a live build cannot go live again', async () => {
  await rm(join(project, '.twiliodeployinfo'))
  expect((await twilioRun('deploy', '--runtime', 'node22')).text).toContain('already exists')
  expect((await twilioRun('deploy', '--runtime', 'node22', '--override-existing-project')).code).toBe(0)
  const again = ['promote', '--source-environment', 'dev', '--environment', 'dev']
  expect((await twilioRun(...again)).text).toContain('20409')
})

test('a build that nobody uses is gone after a purge, one in another environment is not', async () => {
  const { state } = emulator.serverless
  const [before, live] = state.builds
  emulator.serverless.purgeUnusedBuilds()
  expect(state.builds).toEqual([live])
  expect(before).not.toBe(live)
})

test.each([
  ['a wrong token', ['--password', 'wrong'], '20003'],
  ['a runtime that is no more', ['--runtime', 'node18'], 'node18'],
])('%s is refused as Twilio refuses it', async (_what, args, word) => {
  const run = await twilioRun('deploy', '--username', account.sid, ...args)
  expect(run.code).toBe(1)
  expect(run.text).toContain(word)
})

test('faults strike its requests as they strike those of the other API', async () => {
  const { faults } = emulator
  const services = () => client().services.list()
  faults.add({ kind: 'status', status: 429, on: 'rest', path: '/v1/Services', nth: 1 })
  await expect(services()).rejects.toEqual(expect.objectContaining({ status: 429, code: 20429 }))
  faults.clear()
  faults.add({ kind: 'unanswered', on: 'rest', path: '/v1/Services', method: 'POST' })
  const create = client().services.create({ uniqueName: 'lost', friendlyName: 'lost' })
  await expect(create).rejects.toThrow(/socket hang up/)
  faults.clear()
  expect((await services()).map(({ uniqueName }) => uniqueName)).toContain('lost')
})

test('lists are paged by token, and the library follows', async () => {
  const names = ['first', 'second', 'third'].map((name) => `paged-${name}`)
  for (const uniqueName of names) await client().services.create({ uniqueName, friendlyName: 'paged' })
  const all = await client().services.list({ pageSize: 1 })
  expect(all.map(({ uniqueName }) => uniqueName).slice(-3)).toEqual(names)
  const first = await client().services.page({ pageSize: 1 })
  expect(first.nextPageUrl).toMatch(/\?PageSize=1&Page=1&PageToken=PAZS\w{32}$/)
  expect((await (await first.nextPage())?.previousPage())?.instances).toHaveLength(1)
})
