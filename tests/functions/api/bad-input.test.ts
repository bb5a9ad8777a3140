import { createConnection } from 'mysql2/promise'
import { expect, test } from 'vitest'
import { sessionCookie } from '../../../src/http/cookies.ts'
import { actionTable } from '../../support/action-table.ts'
import { anOperator, aQueue, testPassword } from '../../support/builders.ts'
import { useCentre } from '../../support/centre.ts'
import { DeskClient, signIn } from '../../support/desk-client.ts'

const centre = useCentre()
const invalid = { status: 400, body: { error: { code: 'invalid' } } }
const customer = { lastName: '鈴木', numbers: [] }

async function aDesk(): Promise<DeskClient> {
  await anOperator(centre.db, { operator_level_id: 1 })
  return signIn(centre.url, 'operator1')
}

const customers = () => centre.db.selectFrom('customer').selectAll().execute()

test('without our header, or as anything but JSON, nothing is done: no other site can send either', async () => {
  const desk = await aDesk()
  const form = 'lastName=%E9%88%B4%E6%9C%A8&numbers='
  for (const [headers, raw] of [
    [{ 'x-requested-with': '' }, JSON.stringify(customer)],
    [{ 'x-requested-with': 'XMLHttpRequest' }, JSON.stringify(customer)],
    [{ 'content-type': 'application/x-www-form-urlencoded' }, form],
    [{ 'content-type': 'text/plain' }, JSON.stringify(customer)],
    [{ 'content-type': 'application/jsonp' }, JSON.stringify(customer)],
  ] as const) {
    expect(await desk.send('customers/create', {}, { headers, raw })).toMatchObject(invalid)
  }
  expect(await customers()).toEqual([])
})

test('a field that nobody knows is refused, wherever it comes from', async () => {
  const desk = await aDesk()
  const refused = (field: string) => ({
    status: 400,
    body: { error: { code: 'invalid', fields: { [field]: 'unknown' } } },
  })
  expect(await desk.send('customers/create', { ...customer, admin: true })).toMatchObject(refused('admin'))
  expect(await desk.send('customers/create', customer, { query: '?version=1' })).toMatchObject(
    refused('version'),
  )
  expect(await desk.send('customers/create', { ...customer, __proto__x: 1 })).toMatchObject(
    refused('__proto__x'),
  )
  expect(await customers()).toEqual([])
})

test('an array or object where a word belongs is refused, and so is a whole array', async () => {
  const desk = await aDesk()
  const fields = async (request: unknown) =>
    (await desk.send('customers/create', request)).body as { error: object }
  expect((await fields({ ...customer, lastName: ['鈴木'] })).error).toMatchObject({
    fields: { lastName: 'malformed' },
  })
  expect((await fields({ ...customer, lastName: { $ne: 1 } })).error).toMatchObject({
    fields: { lastName: 'malformed' },
  })
  expect((await fields({ ...customer, numbers: '0312345678' })).error).toMatchObject({
    fields: { numbers: 'malformed' },
  })
  expect((await fields([customer])).error).toMatchObject({ fields: { lastName: 'required', 0: 'unknown' } })
  expect((await fields({ ...customer, lastName: null })).error).toMatchObject({
    fields: { lastName: 'malformed' },
  })
  const login = { json: true, operatorId: ['operator1'], password: [testPassword] }
  expect(await desk.send('session/login', login)).toMatchObject(invalid)
  expect(await customers()).toEqual([])
})

test('a parameter named request opens nothing and breaks nothing', async () => {
  const desk = await aDesk()
  const stranger = new DeskClient(centre.url)
  const forged = { headers: { 'x-requested-with': 'runa', 'content-type': 'application/json' }, cookies: {} }
  for (const request of [
    'x',
    1,
    null,
    [],
    {},
    forged,
    { ...forged, cookies: { [sessionCookie]: 'forged' } },
  ]) {
    const answer = await stranger.send('operators/list', { request })
    expect([400, 401]).toContain(answer.status)
  }
  const query = `?request=${encodeURIComponent('{"cookies":{}}')}`
  expect((await stranger.send('operators/list', {}, { query })).status).toBe(400)
  // Whoever holds a signed token may as well send it as a cookie.
  const cookies = { [sessionCookie]: desk.cookies.get(sessionCookie) }
  expect((await stranger.send('operators/list', { request: { ...forged, cookies } })).status).toBe(200)
})

/** A sign-in with more than there is to say: keys, one in the other, bytes. */
const login = { json: true, operatorId: 'nobody', password: 'wrong-password' }
const withKeys = (count: number) =>
  Object.fromEntries([
    ...Object.entries(login),
    ...Array.from({ length: count - 3 }, (_, nth) => [`key${nth}`, 1]),
  ])
const deep = (levels: number): unknown =>
  levels === 0 ? 1 : levels % 2 ? { a: deep(levels - 1) } : [deep(levels - 1)]
const long = (bytes: number) => ({
  ...login,
  x: 'x'.repeat(bytes - JSON.stringify({ ...login, x: '' }).length),
})

test.each([
  ['100 keys', withKeys(100), withKeys(101)],
  ['keys eight deep', { ...login, x: deep(7) }, { ...login, x: deep(8) }],
  ['100 kB', long(100_000), long(100_001)],
  ['lists of 100 entries in all', { ...login, x: Array(96).fill(1) }, { ...login, x: Array(97).fill(1) }],
])('a request of more than %s is not read', async (_what, most, more) => {
  const stranger = new DeskClient(centre.url)
  const { body } = await stranger.send('session/login', most)
  expect(Object.values(body.error?.fields ?? {})).toContain('unknown')
  expect(Object.keys(body.error?.fields ?? {}).length).toBeLessThanOrEqual(20)
  expect(await stranger.send('session/login', more)).toMatchObject({
    status: 400,
    body: { error: { code: 'invalid' } },
  })
  expect((await stranger.send('session/login', more)).body).toEqual({ error: { code: 'invalid' } })
})

test('a note may be twice as long, and a person in a hundred queues', async () => {
  const desk = await aDesk()
  const contact = { contactId: '01JD0000000000000000000000', outcome: 'none' }
  const note = '\u0007'.repeat(10_000)
  expect((await desk.send('contacts/save', { ...contact, note })).body).not.toEqual({
    error: { code: 'invalid' },
  })
  expect((await desk.send('contacts/save', { ...contact, note: 'x'.repeat(200_000) })).body).toEqual({
    error: { code: 'invalid' },
  })
  const queueIds = Array.from({ length: 100 }, (_, nth) => `q${nth}`)
  const link = await desk.send('wallboard-links/create', { name: 'x', days: 1, queueIds })
  expect(link.body).not.toEqual({ error: { code: 'invalid' } })
})

test('no link and no form signs anybody in: what they say is text', async () => {
  await aDesk()
  const credentials = { operatorId: 'operator1', password: testPassword }
  const stranger = new DeskClient(centre.url)
  for (const json of [undefined, 'true', 1, false, null, ['true']]) {
    const answer = await stranger.send('session/login', { ...credentials, json })
    const fields = { json: json === undefined ? 'required' : 'malformed' }
    expect(answer).toEqual({ status: 400, body: { error: { code: 'invalid', fields } }, setCookies: [] })
  }
  const forged = 'request[headers][x-requested-with]=runa&request[headers][content-type]=application/json'
  const address = `${centre.url}/api/session/login?${forged}&json=true&${new URLSearchParams(credentials)}`
  expect((await fetch(address)).status).toBe(400)
  expect((await fetch(address, { method: 'POST', body: new URLSearchParams(credentials) })).status).toBe(400)
})

test('a body that is no JSON, or too large, is refused', async () => {
  const desk = await aDesk()
  for (const raw of ['{', '', 'null', '"text"', '[]'])
    expect([raw, (await desk.send('customers/create', {}, { raw })).status]).toEqual([raw, 400])
  const raw = JSON.stringify({ ...customer, lastName: 'x'.repeat(1_100_000) })
  expect((await desk.send('customers/create', {}, { raw })).status).toBe(413)
  expect(await customers()).toEqual([])
})

/** All that an action may change. The door counts attempts and failures, and is no business of a field. */
async function everything(): Promise<unknown> {
  const tables = [
    'operator_queue',
    'customer',
    'customer_number',
    'contact',
    'wallboard_link',
    'queue',
  ] as const
  const rows = tables.map((table) => centre.db.selectFrom(table).selectAll().execute())
  const operators = centre.db.selectFrom('operator').select(['operator_id', 'password', 'version']).execute()
  const sessions = centre.db.selectFrom('session').select(['session_id', 'ended_at']).execute()
  const queues = [...centre.emulator.telephony.queues.values()].map(({ name, maxSize }) => [name, maxSize])
  return [await Promise.all([...rows, operators, sessions]), queues]
}

for (const [action, { request }] of Object.entries(actionTable)) {
  test(`${action}: an extra field, or a list or an object for any of its own, is refused and changes nothing`, async () => {
    await aQueue(centre.db)
    const desk = await aDesk()
    const before = await everything()
    expect(await desk.send(action, { ...request, extra: 1 })).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid', fields: { extra: 'unknown' } } },
    })
    for (const [field, value] of Object.entries(request as Record<string, unknown>)) {
      for (const wrong of [[value], [], { value }, {}]) {
        if (JSON.stringify(wrong) === JSON.stringify(value) || (Array.isArray(value) && Array.isArray(wrong)))
          continue
        const answer = await desk.send(action, { ...request, [field]: wrong })
        expect([field, wrong, answer]).toMatchObject([field, wrong, invalid])
      }
    }
    expect(await everything()).toEqual(before)
  })
}

test('an action that no log can have is refused by the field', async () => {
  const desk = await aDesk()
  expect(await desk.send('audit/list', { action: 'あ' })).toMatchObject({
    status: 400,
    body: { error: { code: 'invalid', fields: { action: 'malformed' } } },
  })
})

test('names of the greatest length, emoji, right-to-left and markup are kept as they are', async () => {
  const desk = await aDesk()
  for (const lastName of [
    '漢'.repeat(64),
    '😀'.repeat(64),
    'שלום',
    '<script>alert(1)</script>',
    '𠮷野家',
    "O'Hara\\",
  ]) {
    const { customer } = await desk.must('customers/create', { lastName, numbers: [] })
    const { customer: shown } = await desk.must('customers/show', { customerId: customer.customerId })
    expect(shown.lastName).toBe(lastName)
  }
  const { body } = await desk.call('customers/create', { lastName: '漢'.repeat(65), numbers: [] })
  expect(body.error).toEqual({ code: 'invalid', fields: { lastName: 'too-long' } })
})

test('control characters, which nobody sees, do not get into a name, and keep nobody from saving it', async () => {
  const desk = await aDesk()
  const names = {
    'a\u0000b': 'ab',
    'a\u000bb\u000c': 'ab',
    'a\u0085b': 'ab',
    'a\u001b[31mb': 'a[31mb',
    'a\tb': 'a b',
    'a\r\nb\n': 'a b',
  }
  for (const [lastName, kept] of Object.entries(names)) {
    const { customer } = await desk.must('customers/create', { lastName, numbers: [] })
    expect([lastName, customer.lastName]).toEqual([lastName, kept])
  }
  const { body } = await desk.call('customers/create', { lastName: '\u0000 \u000b', numbers: [] })
  expect(body.error).toEqual({ code: 'invalid', fields: { lastName: 'required' } })
})

test('a note keeps its lines and loses what nobody sees', async () => {
  const desk = await aDesk()
  const draft = { contactId: '0123456789ABCDEFGHJKMNPQRS', outcome: 'none' as const }
  const { contact } = await desk.must('contacts/save', {
    ...draft,
    note: '一\u000b\n\t二\u0085\r\n\u0000三\ud800',
  })
  expect(contact.note).toBe('一\n\t二\r\n三\ufffd')
  const { contact: again } = await desk.must('contacts/save', { ...draft, note: '一\n\t二\r\n三\ud800' })
  expect(again.version).toBe(1)
})

test('names that XML cannot carry are refused: callers hear names', async () => {
  const desk = await aDesk()
  await aQueue(centre.db)
  for (const name of ['a\ufffe', 'a\uffff', 'a\ud800b']) {
    const refused = (field: string) => ({
      status: 400,
      body: { error: { fields: { [field]: 'malformed' } } },
    })
    const { request: queue } = actionTable['queues/create']
    const { request: operator } = actionTable['operators/create']
    expect(await desk.send('customers/create', { ...customer, lastName: name })).toMatchObject(
      refused('lastName'),
    )
    expect(await desk.send('operators/create', { ...operator, firstName: name })).toMatchObject(
      refused('firstName'),
    )
    expect(await desk.send('queues/create', { ...queue, queueName: name })).toMatchObject(
      refused('queueName'),
    )
  }
})

test('the log has one line a request, and nothing of what was in it', async () => {
  const desk = await aDesk()
  const before = centre.functions.output().length
  await desk.must('customers/create', { lastName: 'ひみつ', numbers: ['0312345678'] })
  await desk.call('session/login', { json: true, operatorId: 'secret-id', password: 'secret-password' })
  const lines = centre.functions.output().slice(before).split('\n')
  expect(lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))).toEqual([
    { desk: 'customers/create', status: 200, ms: expect.any(Number) },
    { desk: 'session/login', status: 401, ms: expect.any(Number) },
  ])
  expect(lines.join()).not.toMatch(/ひみつ|12345678|secret/)
})

test('what breaks inside is told to nobody outside', async () => {
  const desk = await aDesk()
  await centre.db.schema.alterTable('session').renameTo('session_away').execute()
  const broken = await desk.send('session/current', {})
  await centre.db.schema.alterTable('session_away').renameTo('session').execute()
  expect(broken).toEqual({ status: 500, body: { error: { code: 'internal' } }, setCookies: [] })
})

test('a database that answers nothing is given up after five seconds, for a new connection', async () => {
  const desk = await aDesk()
  const other = await createConnection(centre.databaseUrl)
  await other.query('lock tables session write')
  const began = performance.now()
  const answer = await desk.send('session/current', {})
  expect(performance.now() - began).toBeLessThan(7000)
  await other.query('unlock tables')
  await other.end()
  expect(answer).toMatchObject({ status: 503, body: { error: { code: 'database-away' } } })
  expect((await desk.send('session/current', {})).status).toBe(200)
})
