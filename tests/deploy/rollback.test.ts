import { copyFile, readFile, rm, writeFile } from 'node:fs/promises'
import { createConnection } from 'mysql2/promise'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { parseEnv } from '../../scripts/live/env-file.ts'
import { startRehearsal, writeEnv, type Rehearsal } from './rehearsal.ts'

const database = useDatabase({ emptyEach: false })
let rehearsal: Rehearsal

beforeAll(async () => {
  rehearsal = await startRehearsal(database.url)
  expect((await rehearsal.run('deploy')).text).toContain('production answers at')
})
afterAll(() => rehearsal.close())

const environment = (suffix: string | null) =>
  rehearsal.emulator.serverless.state.environments.find(({ domain_suffix }) => domain_suffix === suffix)
const live = () => environment(null)?.build_sid
const previous = () => environment('previous')?.build_sid

/** What a command changed at the Serverless API, in order: method, path with names for SIDs, form. */
async function changesOf(script: string, ...args: string[]) {
  const { requests, state } = rehearsal.emulator.serverless
  const before = requests.length
  const outcome = await rehearsal.run(script, ...args)
  expect(outcome.text).not.toMatch(/\n\s+at /)
  const named = (path: string) =>
    state.environments.reduce(
      (text, { sid, domain_suffix }) => text.replace(sid, domain_suffix ?? 'production'),
      path.replace(/\/Services\/ZS\w+/, ''),
    )
  const changes = requests
    .slice(before)
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path, form }) => [method, named(path), form] as const)
  return { ...outcome, changes }
}

test('after the first deploy there is nothing to go back to, and the command says so', async () => {
  const { code, text, changes } = await changesOf('rollback')
  expect(text).toMatch(/There is no build before the live one of production/)
  expect([code, changes]).toEqual([1, []])
})

test('a deploy keeps the build before alive, beside the new one and without its variables', async () => {
  const first = live()
  const { changes } = await changesOf('deploy')
  expect(changes.slice(-3)).toEqual([
    ['POST', '/Environments/production/Deployments', { BuildSid: live() }],
    ['POST', '/Environments', { UniqueName: 'previous-environment', DomainSuffix: 'previous' }],
    ['POST', '/Environments/previous/Deployments', { BuildSid: first }],
  ])
  expect(live()).not.toBe(first)
  const { state } = rehearsal.emulator.serverless
  expect(
    state.variables.filter(({ environment_sid }) => environment_sid === environment('previous')?.sid),
  ).toEqual([])
})

test('a rollback finds that build even after a purge, and sends two requests', async () => {
  rehearsal.emulator.serverless.purgeUnusedBuilds()
  const [newer, older] = [live(), previous()]
  const dry = await changesOf('rollback', '--dry-run')
  expect(dry.text).toContain(`Would take production from ${newer} back to ${older}.`)
  expect(dry.changes).toEqual([])

  const { code, changes } = await changesOf('rollback')
  expect(changes).toEqual([
    ['POST', '/Environments/production/Deployments', { BuildSid: older }],
    ['POST', '/Environments/previous/Deployments', { BuildSid: newer }],
  ])
  expect([code, live(), previous()]).toEqual([0, older, newer])
})

test('a second rollback goes forward again', async () => {
  const [older, newer] = [live(), previous()]
  await rehearsal.run('rollback')
  expect([live(), previous()]).toEqual([newer, older])
})

test('after it the number, the application and the queues are as they have to be', async () => {
  expect((await rehearsal.run('setup')).text).toContain('Everything at Twilio is as it has to be.')
})

test('a build goes from one stage to the next as it is, with the values of the next', async () => {
  const production = await rehearsal.values()
  const stage = await startStage(production)
  try {
    const shared = await stage.run('deploy', '--stage', 'stage')
    expect(shared.text).toMatch(
      /is Twilio's "support", a name of the stage production: each stage needs a database/,
    )
    await stage.useOwnDatabase()
    const deployed = await stage.run('deploy', '--stage', 'stage')
    expect(deployed.text).toContain('stage answers at https://runa-cca-5077-stage.twil.io/')
    const built = environment('stage')?.build_sid

    const { text, changes } = await changesOf('promote', '--from', 'stage', '--stage', 'production')
    expect(text).toContain(`${built} is live in production.`)
    expect(changes.filter(([, path]) => path.endsWith('Deployments'))).toEqual([
      ['POST', '/Environments/production/Deployments', { BuildSid: built }],
      ['POST', '/Environments/previous/Deployments', { BuildSid: expect.any(String) }],
    ])
    expect(changes.filter(([, path]) => path.includes('Versions') || path.includes('Builds'))).toEqual([])
    expect(live()).toBe(built)

    const again = await changesOf('promote', '--from', 'stage', '--stage', 'production')
    expect(again.text).toContain(`${built} is live in production already.`)
    expect(again.changes).toEqual([])
  } finally {
    await stage.close()
  }
})

/** The same account, with an env file, a number and names of the stage's own. */
async function startStage(production: Record<string, string>) {
  const number = '+815031234568'
  rehearsal.emulator.telephony.addNumber({ phoneNumber: number })
  const file = `${rehearsal.envFile}.stage`
  await writeEnv(file, { ...production, STAGE: 'stage_', CALLER_ID: number, TWIML_APP_SID: '' })
  const server = await createConnection(database.url)
  const own = `runa_stage_${process.pid}`
  return {
    run: (script: string, ...args: string[]) => rehearsal.runWith(file, script, ...args),
    useOwnDatabase: async () => {
      await server.query(`create database ${own}`)
      const values = parseEnv(await readFile(file, 'utf8'))
      await writeEnv(file, { ...values, DATABASE_URL: new URL(`/${own}`, database.url).href })
    },
    close: async () => {
      await server.query(`drop database if exists ${own}`)
      await server.end()
      await rm(file)
    },
  }
}

test('a stage takes neither the number nor the queues of another', async () => {
  const { telephony } = rehearsal.emulator
  const names = [...telephony.queues.values()].map(({ name }) => name).sort()
  expect(names).toEqual(['stage_support', 'support'])
  const applications = [...telephony.applications.values()].map(({ friendlyName }) => friendlyName).sort()
  expect(applications).toEqual(['Runa-CCA', 'stage_Runa-CCA'])

  const file = `${rehearsal.envFile}.greedy`
  await copyFile(rehearsal.envFile, file)
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace('STAGE=', 'STAGE=stage_').replace(/TWIML_APP_SID=.*/, 'TWIML_APP_SID='))
  const setup = await rehearsal.runWith(file, 'setup', '--stage', 'stage')
  expect(setup.text).toMatch(
    /The number \+815031234567 is answered by .*, whose STAGE is "": it belongs to another/,
  )
  expect(setup.code).toBe(1)
})
