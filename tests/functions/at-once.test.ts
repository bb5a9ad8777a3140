import { expect, test } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { inTransaction } from '../../src/db/transaction.ts'
import { changePassword } from '../../src/session/change-password.ts'
import type { Acting } from '../../src/operator/acting.ts'
import { createCustomer, deleteCustomer, updateCustomer } from '../../src/customer/change-customer.ts'
import { saveContact } from '../../src/customer/save-contact.ts'
import { deleteOperator, updateOperator } from '../../src/operator/change-operator.ts'
import { createOperator } from '../../src/operator/create-operator.ts'
import { resetPassword } from '../../src/operator/reset-password.ts'
import { deleteQueue, updateQueue } from '../../src/queue/change-queue.ts'
import type { SessionOperator } from '../../src/session/session.ts'
import { beginSession } from '../../src/session/sign-in.ts'
import { newSessionToken } from '../../src/session/session-token.ts'
import {
  anOperator,
  aQueue,
  aSession,
  queueSettings,
  testPassword,
  testPasswordHash,
} from '../support/builders.ts'
import { containers, somebodyWaits } from '../support/containers.ts'
import { useDatabase } from '../support/database.ts'

const database = useDatabase()
const hour = 3600_000

const lock = (db: Db, operatorId: string) =>
  db.selectFrom('operator').select('operator_id').where('operator_id', '=', operatorId).forUpdate().execute()

test('of two who stand in each other’s way, the one that was undone does it all again', async () => {
  await anOperator(database.db, { operator_id: 'a' })
  await anOperator(database.db, { operator_id: 'b' })
  const bothHold = Promise.withResolvers<void>()
  let attempts = 0
  const takes = (first: string, second: string) => async (db: Db) => {
    await lock(db, first)
    if (++attempts === 2) bothHold.resolve()
    await bothHold.promise
    await lock(db, second)
  }
  const [one, other] = containers(2, database.url)
  await Promise.all([inTransaction(one!, takes('a', 'b')), inTransaction(other!, takes('b', 'a'))])
  expect(attempts).toBe(3)
})

test.each([
  ['nobody has signed in before', []],
  ['yesterday’s sessions have run out', [-hour]],
  ['and others run till the evening', [-hour, hour]],
])('eight operators sign in at once: %s', async (_when, before) => {
  const ids = Array.from({ length: 8 }, (_, nth) => `operator${nth}`)
  for (const id of ids) await anOperator(database.db, { operator_id: id })
  for (let round = 0; round < 10; round++) {
    await database.db.deleteFrom('session').execute()
    for (const id of ids)
      for (const offset of before)
        await aSession(database.db, { operator_id: id, expires_at: new Date(Date.now() + offset) })
    const signIns = containers(8, database.url).map((db, nth) => begin(db, ids[nth]!))
    expect((await Promise.allSettled(signIns)).map(({ status }) => status)).toEqual(
      Array(8).fill('fulfilled'),
    )
  }
  const sessions = await database.db.selectFrom('session').select('expires_at').execute()
  expect(sessions.filter(({ expires_at }) => expires_at < new Date())).toEqual([])
})

test('a password that was replaced while it was compared opens nothing', async () => {
  await anOperator(database.db)
  const [door] = containers(1, database.url)
  const refused = await whileReplaced('password', () => begin(door!, 'operator1'))
  expect(refused).toMatchObject({ code: 'wrong-credentials' })
  expect(await database.db.selectFrom('session').selectAll().execute()).toEqual([])
})

test('an operator who is disabled while the password is compared does not get in', async () => {
  await anOperator(database.db)
  const [door] = containers(1, database.url)
  expect(await whileReplaced('disabled_at', () => begin(door!, 'operator1'))).toMatchObject({
    code: 'wrong-credentials',
  })
})

test('a change of password does not overwrite a reset of the same moment', async () => {
  await anOperator(database.db)
  const [desk] = containers(1, database.url)
  const sessionId = await aSession(database.db)
  const operator = { operatorId: 'operator1', sessionId } as SessionOperator
  const typed = { password: testPassword, newPassword: 'another-password' }
  const refused = await whileReplaced('password', () => changePassword(desk!, operator, typed, new Date()))
  expect(refused).toMatchObject({ code: 'no-session' })
  const { password } = await database.db.selectFrom('operator').select('password').executeTakeFirstOrThrow()
  expect(password).toBe(otherHash)
})

test('nor does one whose session has ended meanwhile', async () => {
  await anOperator(database.db)
  const operator = {
    operatorId: 'operator1',
    sessionId: await aSession(database.db, { ended_at: new Date() }),
  } as SessionOperator
  const typed = { password: testPassword, newPassword: 'another-password' }
  await expect(changePassword(database.db, operator, typed, new Date())).rejects.toMatchObject({
    code: 'no-session',
  })
})

test.each([
  ['Suzuki', 'op_another', 'operatorId'],
  ['another', 'OP_suzuki', 'clientName'],
])(
  'of two operators made at once that differ only in case, %s %s is refused',
  async (...[id, name, field]) => {
    await anOperator(database.db, { operator_id: 'admin', operator_level_id: 1 })
    const [one, other] = containers(2, database.url)
    const asked = await inTransaction(other!, async (db) => {
      await anOperator(db, { operator_id: 'suzuki', client_name: 'op_suzuki' })
      const refused = createOperator(actingIn(one!), { ...suzuki, operatorId: id, clientName: name }).catch(
        (error: unknown) => error,
      )
      await somebodyWaits(database.db)
      return { refused }
    })
    expect(await asked.refused).toMatchObject({ code: 'taken', fields: { [field]: 'taken' } })
  },
)

/** What an action fails with that waited for `change`, which was made first and kept. */
async function after(change: (db: Db) => Promise<unknown>, action: (db: Db) => Promise<unknown>) {
  const [one, other] = containers(2, database.url)
  const { refused } = await inTransaction(other!, async (db) => {
    await change(db)
    const refused = action(one!).then(
      () => 'done',
      (error: { code: string }) => error.code,
    )
    await somebodyWaits(database.db)
    return { refused }
  })
  return refused
}

test('of two who change the same row at once the second is told: customers, operators, queues', async () => {
  await aQueue(database.db)
  await anOperator(database.db)
  await anOperator(database.db, { operator_id: 'admin', operator_level_id: 1 })
  const { customerId } = await createCustomer(actingIn(database.db), { lastName: '鈴木', numbers: [] })
  const counted = (table: 'customer' | 'operator' | 'queue') => (db: Db) =>
    db.updateTable(table).set({ version: 2 }).execute()
  const version = 1
  const customer = { customerId, version, lastName: '佐藤', numbers: [] }
  const operator = { ...suzuki, operatorId: 'operator1', version, disabled: false }
  const acts: [Parameters<typeof counted>[0], (acting: Acting) => Promise<unknown>][] = [
    ['customer', (acting) => updateCustomer(acting, customer)],
    ['customer', (acting) => deleteCustomer(acting, customer)],
    ['operator', (acting) => updateOperator(acting, operator)],
    ['operator', (acting) => deleteOperator(acting, operator)],
    ['operator', (acting) => resetPassword(acting, operator)],
    ['queue', (acting) => updateQueue(acting, { ...queueSettings(), version })],
    ['queue', (acting) => deleteQueue(acting, { queueId: 'support', version })],
  ]
  for (const [table, act] of acts) {
    await database.db.updateTable(table).set({ version }).execute()
    expect([table, await after(counted(table), (db) => act(actingIn(db)))]).toEqual([
      table,
      'changed-meanwhile',
    ])
  }
})

test('two administrators who lower each other at once do not both succeed', async () => {
  await anOperator(database.db, { operator_id: 'admin', operator_level_id: 1 })
  await anOperator(database.db, { operator_id: 'other', operator_level_id: 1 })
  const lowered = { ...suzuki, operatorId: 'admin', version: 1, disabled: false }
  const lower = (db: Db) =>
    db.updateTable('operator').set({ operator_level_id: 3 }).where('operator_id', '=', 'other').execute()
  expect(await after(lower, (db) => updateOperator(actingIn(db), lowered))).toBe('last-admin')
})

test('of two saves of a note at once the later edit stays, and the log says nothing of the other', async () => {
  await anOperator(database.db)
  const operator = { operatorId: 'operator1' } as SessionOperator
  const save = (db: Db, edit: number) =>
    saveContact(
      { db, now: new Date(), operator },
      { contactId: '0'.repeat(26), edit, outcome: 'none', note: `${edit}` },
    )
  await save(database.db, 0)
  const later = (db: Db) =>
    db.updateTable('contact').set({ edit: 2, note: '2', outcome: 'resolved', version: 2 }).execute()
  await after(later, (db) => save(db, 1))
  expect(await save(database.db, 1)).toMatchObject({ note: '2', outcome: 'resolved', version: 2 })
  expect(await database.db.selectFrom('audit_log').select('action').execute()).toEqual([
    { action: 'contacts/save' },
  ])
})

const suzuki = { lastName: '鈴木', firstName: '一郎', level: 'operator' as const, queueIds: [] }

/** An administrator at the desk; nothing here goes as far as Twilio. */
function actingIn(db: Db): Acting {
  const operator = { operatorId: 'admin', level: 'admin', sessionId: 'a' } as SessionOperator
  return { db, now: new Date(), operator, config: { stage: '' } } as Acting
}

const otherHash = `$2b$04$${'x'.repeat(53)}`

/** Begins `action` while somebody else has changed the operator and not yet committed; gives what it failed with. */
async function whileReplaced(column: 'password' | 'disabled_at', action: () => Promise<unknown>) {
  const [other] = containers(1, database.url)
  const value = column === 'password' ? otherHash : new Date()
  return inTransaction(other!, async (db) => {
    await db
      .updateTable('operator')
      .set({ [column]: value })
      .execute()
    const asked = action().then(
      () => 'done',
      (error: unknown) => error,
    )
    await somebodyWaits(database.db)
    return { asked }
  }).then(({ asked }) => asked)
}

const token = (operatorId: string) =>
  newSessionToken({ sessionSecret: 'x'.repeat(32), stage: '' }, operatorId)

function begin(db: Db, operatorId: string) {
  const { sessionId } = token(operatorId)
  const checked = { operatorId, passwordHash: testPasswordHash, deviceEpoch: 0, lane: 'any' as const }
  return beginSession(db, { ...checked, sessionId }, new Date())
}
