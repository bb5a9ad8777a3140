import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectRoot } from '../../scripts/project-root.ts'
import { useDatabase } from '../support/database.ts'
import { runNode, startRehearsal, type Rehearsal } from './rehearsal.ts'

const database = useDatabase({ emptyEach: false })
let rehearsal: Rehearsal
let checkout: string

/** A developer's checkout: sources, the build, an env file for this machine, and production's. */
beforeAll(async () => {
  rehearsal = await startRehearsal(database.url)
  checkout = await mkdtemp(join(tmpdir(), 'checkout-'))
  for (const part of ['.twilioserverlessrc', 'package.json', 'functions', 'src', 'dist'])
    await cp(join(projectRoot, part), join(checkout, part), { recursive: true })
  await symlink(join(projectRoot, 'node_modules'), join(checkout, 'node_modules'), 'junction')
  await writeFile(
    join(checkout, '.env'),
    'DATABASE_URL=mysql://root@localhost/mine\nMY_OWN=secret-of-this-machine\n',
  )
  await cp(rehearsal.envFile, join(checkout, '.env.production'))
})
afterAll(async () => {
  await rm(checkout, { recursive: true })
  await rehearsal.close()
})

/** `twilio serverless:<command>` is this program behind another name. */
const plain = (...args: string[]) =>
  runNode(join(projectRoot, 'node_modules/twilio-run/bin/twilio-run.js'), [...args, '--cwd', checkout], {
    NODE_OPTIONS: `--require=${JSON.stringify(join(projectRoot, 'emulator/preload.cjs'))}`,
    EMULATOR_REST_PORT: String(rehearsal.emulator.restPort),
  })

const uploaded = (suffix: string | null) => {
  const { environments, variables } = rehearsal.emulator.serverless.state
  const environment = environments.find(({ domain_suffix }) => domain_suffix === suffix)
  const own = variables.filter(({ environment_sid }) => environment_sid === environment?.sid)
  return Object.fromEntries(own.map(({ key, value }) => [key, value]))
}

test('`twilio serverless:deploy` alone uploads the built folders, and production’s values only', async () => {
  const { code, text } = await plain('deploy')
  expect(text).toContain('runa-cca')
  expect(code).toBe(0)
  const build = rehearsal.emulator.serverless.state.builds.at(-1)!
  expect(build.runtime).toBe('node22')
  expect(build.versions.map(({ path }) => path)).toContain('/voice/greeting')
  expect(build.versions.filter(({ path }) => /\.(ts|map)$|\/\./.test(path))).toEqual([])
  const {
    ACCOUNT_SID: _sid,
    AUTH_TOKEN: _token,
    STAGE: _stage,
    TWIML_APP_SID: _app,
    ...values
  } = await rehearsal.values()
  expect(uploaded('dev')).toEqual(values)
})

test('from another machine, which knows nothing of that deploy, it goes to the same service', async () => {
  await rm(join(checkout, '.twiliodeployinfo'))
  expect((await plain('deploy')).code).toBe(0)
  expect(rehearsal.emulator.serverless.state.services).toHaveLength(1)
})

test('setup finds that build while production has none, and wires the number to it', async () => {
  expect((await rehearsal.run('setup')).text).toMatch(
    /production answers at https:\/\/runa-cca-\d+-dev\.twil\.io\//,
  )
})

test('`twilio serverless:promote` takes production’s values along, and setup follows the build', async () => {
  expect(
    (await plain('promote', '--source-environment', 'dev', '--production', '--create-environment')).code,
  ).toBe(0)
  expect(uploaded(null)).toEqual(uploaded('dev'))
  const setup = await rehearsal.run('setup')
  expect(setup.text).toMatch(
    /voiceUrl https:\/\/runa-cca-(\d+)-dev\.twil\.io\/.* -> https:\/\/runa-cca-\1\.twil\.io\//,
  )
})
