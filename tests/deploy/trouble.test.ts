import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createConnection } from 'mysql2/promise'
import { useDatabase } from '../support/database.ts'
import { startRehearsal, type Outcome, type Rehearsal } from './rehearsal.ts'

const database = useDatabase({ emptyEach: false })
let rehearsal: Rehearsal
let good: Record<string, string>

beforeAll(async () => {
  rehearsal = await startRehearsal(database.url)
  expect((await rehearsal.run('deploy')).text).toContain('production answers at')
  good = await rehearsal.values()
})
afterEach(async () => {
  rehearsal.emulator.faults.clear()
  await rehearsal.change(good)
})
afterAll(() => rehearsal.close())

const writes = () => rehearsal.emulator.serverless.requests.filter(({ method }) => method !== 'GET').length
const line = (outcome: Outcome, name: string) =>
  outcome.text.split('\n').find((text) => text.includes(`  ${name} `)) ?? outcome.text

/** Every command stops with one sentence: no stack, exit code 1, nothing changed at Twilio. */
async function refuses(script: string, says: RegExp, ...args: string[]): Promise<void> {
  const before = writes()
  const outcome = await rehearsal.run(script, ...args)
  expect(outcome.text).toMatch(says)
  expect(outcome.text).not.toMatch(/\n\s+at /)
  expect(outcome.code).toBe(1)
  expect(writes()).toBe(before)
}

test('wrong credentials are named, and nothing is changed', async () => {
  await rehearsal.change({ AUTH_TOKEN: 'f'.repeat(32) })
  await refuses('deploy', /Twilio refuses the credentials in .*env\.production \(401/)
  await refuses('setup', /Copy ACCOUNT_SID and the primary AUTH_TOKEN/)
  await refuses('doctor', /WRONG {2}deployed .*Twilio refuses the credentials/)
})

test('a wrong API key is found before an operator cannot sign in', async () => {
  await rehearsal.change({ TWILIO_API_KEY_SECRET: 'f'.repeat(32) })
  expect(line(await rehearsal.run('doctor'), 'API key')).toMatch(/WRONG.*TWILIO_API_KEY_SID and its secret/)
})

test('a number of another account is named, and the account stays as it is', async () => {
  await rehearsal.change({ CALLER_ID: '+815099999999' })
  await refuses('deploy', /\+815099999999 \(CALLER_ID\) is no number of the account AC/)
  await refuses('setup', /\+815099999999 \(CALLER_ID\) is no number of the account AC/)
  expect(line(await rehearsal.run('doctor'), 'wiring')).toMatch(/WRONG.*is no number of the account/)
})

test('without a network the command says so, and can be typed again', async () => {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await rehearsal.change({ EMULATOR_REST_PORT: String(port) })
  await refuses('deploy', /Twilio cannot be reached \(ECONNREFUSED\)/)
  await refuses('setup', /is this machine online\? Then run the same command again/)
  await rehearsal.change(good)
  expect((await rehearsal.run('setup')).text).toContain('Everything at Twilio is as it has to be.')
})

test('a database without TLS, or with a certificate of nobody, is refused before anything is uploaded', async () => {
  // Another name of this machine, which is not taken for it: so TLS is insisted on.
  const url = new URL(good.DATABASE_URL!)
  url.hostname = '127.1'
  await rehearsal.change({ DATABASE_URL: url.href })
  // MariaDB speaks none here; MySQL makes itself a certificate that nobody knows.
  const says = /HANDSHAKE_NO_SSL_SUPPORT: the server speaks no TLS|the server's certificate is/
  await refuses('deploy', says)
  expect(line(await rehearsal.run('doctor'), 'MySQL')).toMatch(says)
})

test.each([
  [
    'a wrong password',
    (url: URL) => (url.password = 'wrong'),
    /ER_ACCESS_DENIED_ERROR: user or password are wrong/,
  ],
  ['a port where nothing listens', (url: URL) => (url.port = '1'), /ECONNREFUSED: nothing listens there/],
  [
    'a database that is not there',
    (url: URL) => (url.pathname = '/nowhere'),
    /ER_(BAD_DB|DBACCESS_DENIED)_ERROR/,
  ],
])('%s is named', async (_what, spoil, says) => {
  const url = new URL(good.DATABASE_URL!)
  spoil(url)
  await rehearsal.change({ DATABASE_URL: url.href })
  expect(line(await rehearsal.run('doctor'), 'MySQL')).toMatch(says)
})

test('a password that is not percent-encoded is named by every command, and not shown', async () => {
  await rehearsal.change({ DATABASE_URL: 'mysql://runa:top#secret@db.example.com/runa' })
  const says = /DATABASE_URL in .* has a bare # in its user or password: it is mysql:.* %23 for #/
  const commands = [['deploy', '--dry-run'], ['setup'], ['migrate'], ['repair'], ['seed', '--admin', 'first']]
  for (const [script, ...args] of commands) await refuses(script!, says, ...args)
  const doctor = await rehearsal.run('doctor')
  expect(line(doctor, 'variables')).toMatch(says)
  expect(line(doctor, 'MySQL')).toBe('?      MySQL         not looked at, since DATABASE_URL cannot be read')
  expect(line(doctor, 'wiring')).toBe('?      wiring        not looked at, since MySQL cannot be used')
  expect(line(doctor, 'row')).toMatch(/^well/)
  expect(doctor.text).toMatch(/2 wrong, 0 in doubt, 5 not looked at\.\n$/)
  expect(doctor.code).toBe(1)
  expect(doctor.text).not.toContain('secret@')
})

test('what the doctor cannot look at is said, and is never all well', async () => {
  await rehearsal.change({ ACCOUNT_SID: 'AC12' })
  const without = await rehearsal.run('doctor')
  expect(line(without, 'account')).toMatch(/^\?.*since ACCOUNT_SID or AUTH_TOKEN cannot be read/)
  expect(without.text).toMatch(/1 wrong, 0 in doubt, 11 not looked at\.\n$/)
  await rehearsal.change(good)
  const elsewhere = await rehearsal.run('doctor', '--url', 'http://127.0.0.1:1')
  expect(line(elsewhere, 'values')).toMatch(
    /no environment at Twilio has the address http:\/\/127\.0\.0\.1:1$/,
  )
  expect(elsewhere.text.match(/since the desk does not answer/g)).toHaveLength(6)
  await refuses('doctor', /--url nowhere is no address: it reads https:/, '--url', 'nowhere')
})

test('a schema older or newer than this tree is named', async () => {
  const connection = await createConnection(database.url)
  await connection.query('create table kysely_kept as select * from kysely_migration')
  await connection.query("delete from kysely_migration where name = '0004-wallboard'")
  const [before] = await connection.query('select name from kysely_migration')
  expect(line(await rehearsal.run('doctor'), 'schema')).toMatch(
    /WRONG.*0004-wallboard not applied: npm run deploy/,
  )
  await connection.query(
    "insert into kysely_migration select * from kysely_kept where name = '0004-wallboard'",
  )
  await connection.query("insert into kysely_migration values ('9999-later', '2031-01-01')")
  expect(line(await rehearsal.run('doctor'), 'schema')).toMatch(/DOUBT.*newer than this tree \(9999-later\)/)
  await connection.query("delete from kysely_migration where name = '9999-later'")
  await connection.query('drop table kysely_kept')
  await connection.end()
  expect(before).not.toEqual([])
})

test('a queue changed in the console is named, and set up again mends only that', async () => {
  const [queue] = rehearsal.emulator.telephony.queues.values()
  Object.assign(queue!, { name: 'Support (new)', maxSize: 5 })
  const doctor = await rehearsal.run('doctor')
  expect(doctor.code).toBe(1)
  expect(doctor.text).toContain(
    'queue support: renamed to Support (new) at Twilio -> support: npm run setup mends it',
  )
  expect(doctor.text).toContain('queue support: size 5 -> 100')

  const dry = await rehearsal.run('setup', '--dry-run')
  expect(dry.text).toContain('would change queue support: size 5 -> 100')
  expect(queue?.maxSize).toBe(5)

  const setup = await rehearsal.run('setup')
  expect(setup.text).toContain('changing queue support: size 5 -> 100')
  expect(setup.text).not.toContain('number')
  expect(queue).toMatchObject({ name: 'support', maxSize: 100 })
})

test('a queue deleted in the console is made again, and MySQL learns its new SID', async () => {
  const { queues } = rehearsal.emulator.telephony
  queues.clear()
  expect((await rehearsal.run('doctor')).text).toContain('queue support: missing at Twilio -> made')
  await rehearsal.run('setup')
  const [queue] = queues.values()
  const row = await database.db.selectFrom('queue').select('twilio_queue_id').executeTakeFirst()
  expect(row?.twilio_queue_id).toBe(queue?.sid)
})

test('a number pointed elsewhere in the console is named field by field', async () => {
  const [number] = rehearsal.emulator.telephony.numbers.values()
  number!.voice = { url: 'https://demo.twilio.com/welcome/voice/', method: 'POST' }
  const doctor = await rehearsal.run('doctor')
  expect(doctor.text).toContain('voiceUrl https://demo.twilio.com/welcome/voice/ -> https://runa-cca-')
  const setup = await rehearsal.run('setup')
  expect(setup.text.match(/changing/g)).toHaveLength(1)
})

test('after an upgrade that has Twilio repeat more, the doctor names what the version before had written', async () => {
  const [number] = rehearsal.emulator.telephony.numbers.values()
  const now = number!.voice!.url
  number!.voice!.url = now.replace(/#.*/, '#rc=1&rp=ct,rt,4xx,5xx&rt=3000&e=tokyo')
  expect((await rehearsal.run('doctor')).text).toContain(`voiceUrl ${number!.voice!.url} -> ${now}`)
  await rehearsal.run('setup')
  expect(number!.voice!.url).toBe(now)
})

test('an application of another stage is not touched', async () => {
  const [application] = rehearsal.emulator.telephony.applications.values()
  application!.friendlyName = 'dev_Runa-CCA'
  await refuses('setup', /The application AP\w+ is "dev_Runa-CCA": it belongs to another stage/)
  application!.friendlyName = 'Runa-CCA'
})

test('the values of another stage are refused before anything is sent', async () => {
  await rehearsal.change({ STAGE: 'dev_' })
  await refuses(
    'deploy',
    /STAGE in .* is "dev_": for the stage production it is empty/,
    '--stage',
    'production',
  )
})

test('an upload that breaks off leaves what was live, and the next deploy goes through', async () => {
  const live = () => rehearsal.emulator.serverless.state.environments[0]?.build_sid
  const before = live()
  rehearsal.emulator.faults.add({ path: '/v1/Services/*/Versions', kind: 'refused', on: 'rest', nth: 20 })
  const broken = await rehearsal.run('deploy')
  expect(broken.text).toContain('What was live is still live. Run the same command again: it continues.')
  expect(broken.code).toBe(1)
  expect(live()).toBe(before)
  rehearsal.emulator.faults.clear()
  expect((await rehearsal.run('deploy')).code).toBe(0)
  expect(live()).not.toBe(before)
})

test('a new build that cannot go live leaves the old one, and says so', async () => {
  const live = () => rehearsal.emulator.serverless.state.environments[0]?.build_sid
  const before = live()
  rehearsal.emulator.faults.add({
    path: '/v1/Services/*/Deployments',
    kind: 'status',
    status: 503,
    on: 'rest',
  })
  expect((await rehearsal.run('deploy')).code).toBe(1)
  expect(live()).toBe(before)
})

test('a set-up that breaks off in the middle is finished by the next', async () => {
  const [number] = rehearsal.emulator.telephony.numbers.values()
  const [application] = rehearsal.emulator.telephony.applications.values()
  number!.statusCallback = undefined
  application!.statusCallback = undefined
  rehearsal.emulator.faults.add({
    ...{
      path: '/2010-04-01/*/IncomingPhoneNumbers/*',
      kind: 'status',
      status: 503,
      on: 'rest',
      method: 'POST',
    },
  })
  const broken = await rehearsal.run('setup')
  expect(broken.text).toMatch(/Twilio refused to change number \+815031234567: .*status 503/)
  rehearsal.emulator.faults.clear()
  const next = await rehearsal.run('setup')
  expect(next.text.match(/changing .*/g)).toEqual([
    expect.stringContaining('number +815031234567: statusCallback'),
  ])
})
