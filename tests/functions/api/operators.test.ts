import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { sessionCookie } from '../../../src/http/cookies.ts'
import type { NewOperator, Operator, OperatorChange } from '../../../src/http/desk-actions.ts'
import { furnish, softphone, waitInLine } from '../../calls/call-centre.ts'
import { anOperator, aQueue, testPasswordHash } from '../../support/builders.ts'
import { useCentre } from '../../support/centre.ts'
import { signIn } from '../../support/desk-client.ts'

const centre = useCentre()

const suzuki: NewOperator = {
  operatorId: 'suzuki',
  lastName: '鈴木',
  firstName: '一郎',
  clientName: 'op_suzuki',
  telnum: '03-1234-5678',
  level: 'operator',
  queueIds: ['support'],
}

afterEach(() => centre.emulator.faults.clear())

async function everyLevel() {
  await aQueue(centre.db)
  await aQueue(centre.db, { queue_id: 'sales' })
  await anOperator(centre.db, { operator_id: 'admin', operator_level_id: 1 })
  await anOperator(centre.db, { operator_id: 'boss', operator_level_id: 2 })
  return { admin: await signIn(centre.url, 'admin'), boss: await signIn(centre.url, 'boss') }
}

const refer = ({ operatorId, version }: Operator) => ({ operatorId, version })

function changeOf(operator: Operator): OperatorChange {
  const { clientName: _c, mustChangePassword: _m, createdAt: _a, updatedAt: _u, ...change } = operator
  return change
}

async function operatorNamed(id: string): Promise<Operator> {
  await centre.db.deleteFrom('sign_in_attempt').execute()
  const { operators } = await (await signIn(centre.url, 'admin')).must('operators/list', {})
  return operators.find(({ operatorId }) => operatorId === id)!
}

const refusal = (code: string) => ({ body: { error: { code } } })

test('a new operator signs in with the password told once, and must change it', async () => {
  const { boss } = await everyLevel()
  const { operator, password } = await boss.must('operators/create', suzuki)
  expect(operator).toMatchObject({
    ...suzuki,
    telnum: '+81312345678',
    disabled: false,
    mustChangePassword: true,
    version: 1,
  })
  expect(password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/)
  const desk = await signIn(centre.url, 'suzuki', password)
  expect(await desk.call('colleagues/list', {})).toMatchObject(refusal('password-must-change'))
  await desk.must('session/change-password', { password, newPassword: 'my-own-secret' })
  const { colleagues } = await desk.must('colleagues/list', {})
  expect(colleagues.map(({ operatorId }) => operatorId)).toEqual(['admin', 'boss'])
})

test('an id or client name that was ever used is taken, in upper case too', async () => {
  const { admin } = await everyLevel()
  const { operator } = await admin.must('operators/create', suzuki)
  await admin.must('operators/delete', refer(operator))
  const again = (change: Partial<NewOperator>) => admin.call('operators/create', { ...suzuki, ...change })
  const taken = (field: string) => ({
    status: 409,
    body: { error: { code: 'taken', fields: { [field]: 'taken' } } },
  })
  expect(await again({})).toMatchObject(taken('operatorId'))
  expect(await again({ operatorId: 'SUZUKI', clientName: 'another' })).toMatchObject(taken('operatorId'))
  expect(await again({ operatorId: 'another' })).toMatchObject(taken('clientName'))
  expect(await again({ operatorId: 'another', clientName: 'OP_suzuki' })).toMatchObject(taken('clientName'))
  for (const clientName of ['dev_suzuki', 'stage_', 'Dev_suzuki'])
    expect((await again({ operatorId: 'another', clientName })).body.error?.fields).toEqual({
      clientName: 'stage-prefix',
    })
})

test('two who make the same operator at once make one', async () => {
  const { admin, boss } = await everyLevel()
  const answers = await Promise.all([admin, boss].map((desk) => desk.call('operators/create', suzuki)))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
})

test('a deleted operator is out of the list, and history keeps the name', async () => {
  const { admin } = await everyLevel()
  const { operator } = await admin.must('operators/create', suzuki)
  await admin.must('operators/delete', refer(operator))
  expect((await admin.must('operators/list', {})).operators.map(({ operatorId }) => operatorId)).toEqual([
    'admin',
    'boss',
  ])
  const row = await centre.db
    .selectFrom('operator')
    .selectAll()
    .where('operator_id', '=', 'suzuki')
    .executeTakeFirstOrThrow()
  expect([row.last_name, row.first_name]).toEqual(['鈴木', '一郎'])
})

test('a supervisor neither sees nor touches administrators, nor makes any', async () => {
  const { boss } = await everyLevel()
  const { operators } = await boss.must('operators/list', {})
  expect(operators.map(({ operatorId }) => operatorId)).toEqual(['boss'])
  const admin = changeOf(await operatorNamed('admin'))
  expect(await boss.call('operators/update', admin)).toMatchObject(refusal('level'))
  const reference = { operatorId: 'admin', version: admin.version }
  expect(await boss.call('operators/delete', reference)).toMatchObject(refusal('level'))
  expect(await boss.call('operators/reset-password', reference)).toMatchObject(refusal('level'))
  expect(await boss.call('operators/create', { ...suzuki, level: 'admin' })).toMatchObject(refusal('level'))
  const { operator } = await boss.must('operators/create', suzuki)
  const raised = { ...changeOf(operator), level: 'admin' as const }
  expect(await boss.call('operators/update', raised)).toMatchObject(refusal('level'))
})

test('nobody deletes, disables or raises themselves, nor resets their own password', async () => {
  const { boss, admin } = await everyLevel()
  const [own] = (await boss.must('operators/list', {})).operators
  const change = changeOf(own!)
  expect(await boss.call('operators/update', { ...change, level: 'admin' })).toMatchObject(refusal('level'))
  expect(await boss.call('operators/update', { ...change, disabled: true })).toMatchObject(
    refusal('own-account'),
  )
  expect(await boss.call('operators/delete', refer(own!))).toMatchObject(refusal('own-account'))
  const me = await operatorNamed('admin')
  expect(await admin.call('operators/reset-password', refer(me))).toMatchObject(refusal('own-account'))
  expect(await admin.call('operators/delete', refer(me))).toMatchObject(refusal('own-account'))
})

test('the last administrator stays one', async () => {
  const { admin } = await everyLevel()
  const me = changeOf(await operatorNamed('admin'))
  expect(await admin.call('operators/update', { ...me, level: 'operator' })).toMatchObject(
    refusal('last-admin'),
  )
  await anOperator(centre.db, { operator_id: 'admin2', operator_level_id: 1, disabled_at: new Date() })
  expect(await admin.call('operators/update', { ...me, level: 'operator' })).toMatchObject(
    refusal('last-admin'),
  )
  await centre.db.updateTable('operator').set({ disabled_at: null }).execute()
  await admin.must('operators/update', { ...me, level: 'operator' })
  expect((await admin.call('operators/list', {})).body).toEqual({ error: { code: 'level' } })
})

test('two administrators who lower each other at the same moment do not both succeed', async () => {
  await everyLevel()
  await anOperator(centre.db, { operator_id: 'admin2', operator_level_id: 1 })
  const admin = await signIn(centre.url, 'admin')
  const admin2 = await signIn(centre.url, 'admin2')
  const lowered = async (id: string) => ({ ...changeOf(await operatorNamed(id)), level: 'operator' as const })
  const [one, two] = [await lowered('admin'), await lowered('admin2')]
  const answers = await Promise.all([
    admin.call('operators/update', two),
    admin2.call('operators/update', one),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, expect.toBeOneOf([401, 403])])
})

test('the second of two who change the same operator is told, and overwrites nothing', async () => {
  const { admin, boss } = await everyLevel()
  const { operator } = await admin.must('operators/create', suzuki)
  const change = { ...changeOf(operator), lastName: '一人目' }
  const { operator: changed } = await admin.must('operators/update', change)
  const late = { status: 409, body: { error: { code: 'changed-meanwhile' } } }
  expect(await boss.call('operators/update', { ...change, lastName: '二人目' })).toMatchObject(late)
  expect(await boss.call('operators/delete', refer(operator))).toMatchObject(late)
  expect(await boss.call('operators/reset-password', refer(operator))).toMatchObject(late)
  expect(await operatorNamed('suzuki')).toEqual(changed)
})

test('a new level, a reset password, being disabled or deleted ends the sessions at once', async () => {
  const { admin } = await everyLevel()
  await anOperator(centre.db, { operator_id: 'tanaka' })
  const endings: Record<string, (operator: Operator) => Promise<unknown>> = {
    level: (operator) => admin.must('operators/update', { ...changeOf(operator), level: 'supervisor' }),
    disabled: (operator) => admin.must('operators/update', { ...changeOf(operator), disabled: true }),
    reset: (operator) => admin.must('operators/reset-password', refer(operator)),
    deleted: (operator) => admin.must('operators/delete', refer(operator)),
  }
  const restored = {
    disabled_at: null,
    deleted_at: null,
    password: testPasswordHash,
    must_change_password: 0,
  }
  for (const [name, end] of Object.entries(endings)) {
    const desk = await signIn(centre.url, 'tanaka')
    await end(await operatorNamed('tanaka'))
    const ended = [name, { error: { code: 'no-session' } }]
    const cookie = desk.cookies.get(sessionCookie)!
    expect([name, (await desk.call('session/current', {})).body]).toEqual(ended)
    // Nor does it open again with the right to work.
    await centre.db.updateTable('operator').set(restored).where('operator_id', '=', 'tanaka').execute()
    desk.cookies.set(sessionCookie, cookie)
    expect([name, (await desk.call('session/current', {})).body]).toEqual(ended)
  }
})

test('a reset password is told once, ends the delay at the door, and must be changed', async () => {
  const { boss } = await everyLevel()
  await anOperator(centre.db, { operator_id: 'tanaka' })
  const desk = await signIn(centre.url, 'tanaka')
  for (let guesses = 0; guesses < 5; guesses++) {
    await desk.call('session/login', { json: true, operatorId: 'tanaka', password: 'forgotten' })
  }
  const { password } = await boss.must('operators/reset-password', refer(await operatorNamed('tanaka')))
  expect((await desk.call('session/current', {})).body).toEqual({ error: { code: 'no-session' } })
  const { operator } = await (await signIn(centre.url, 'tanaka', password)).must('session/current', {})
  expect(operator.mustChangePassword).toBe(true)
})

test('what a change left of a name or queues is in the log, before and after', async () => {
  const { boss } = await everyLevel()
  const { operator } = await boss.must('operators/create', suzuki)
  await boss.must('operators/update', { ...changeOf(operator), lastName: '佐藤', queueIds: ['sales'] })
  const [entry] = await centre.db
    .selectFrom('audit_log')
    .selectAll()
    .where('action', '=', 'operators/update')
    .execute()
  expect(entry).toMatchObject({ operator_id: 'boss', subject: 'suzuki' })
  expect(entry!.before_value).toMatchObject({ lastName: '鈴木', queueIds: ['support'], version: 1 })
  expect(entry!.after_value).toMatchObject({ lastName: '佐藤', queueIds: ['sales'], version: 2 })
})

for (const [how, end] of Object.entries({
  'signs out': async () => (await signIn(centre.url, 'operator1')).must('session/logout', {}),
  'is disabled': async () => {
    const admin = await signIn(centre.url, 'admin')
    await admin.must('operators/update', { ...changeOf(await operatorNamed('operator1')), disabled: true })
  },
  'is deleted': async () => {
    const admin = await signIn(centre.url, 'admin')
    await admin.must('operators/delete', refer(await operatorNamed('operator1')))
  },
  'is taken out of the queue': async () => {
    const admin = await signIn(centre.url, 'admin')
    await admin.must('operators/update', {
      ...changeOf(await operatorNamed('operator1')),
      queueIds: ['sales'],
    })
  },
})) {
  test(`an operator who ${how} waits for no caller any more`, async () => {
    await furnish(centre)
    await anOperator(centre.db, { operator_id: 'admin', operator_level_id: 1 })
    const operator = await softphone(centre, 'queue:support')
    expect(operator.endedAs).toBeUndefined()
    await end()
    await centre.clock.advance(1000)
    expect(operator.endedAs).toBe('completed')
    const caller = await waitInLine(centre)
    expect(caller.endedAs).toBeUndefined()
    expect(await centre.db.selectFrom('queue_data').selectAll().execute()).toEqual([])
  })
}

test('an operator who is talking is not cut off by being taken out of the queue', async () => {
  await furnish(centre)
  await anOperator(centre.db, { operator_id: 'admin', operator_level_id: 1 })
  const caller = await waitInLine(centre)
  const operator = await softphone(centre, 'queue:support')
  await centre.clock.advance(15_000)
  const admin = await signIn(centre.url, 'admin')
  await admin.must('operators/update', { ...changeOf(await operatorNamed('operator1')), queueIds: [] })
  await centre.clock.advance(5000)
  expect([operator.endedAs, caller.endedAs]).toEqual([undefined, undefined])
})

test('a leg that Twilio could not end at sign-out waits for its ten minutes only, and a later one not at all', async () => {
  await furnish(centre)
  await centre.db.deleteFrom('session').execute()
  const desk = await signIn(centre.url, 'operator1')
  const leg = await softphone(centre, 'queue:support')
  centre.emulator.faults.add({ kind: 'status', status: 503, on: 'rest', path: '*' })
  await desk.must('session/logout', {})
  centre.emulator.faults.clear()
  // The functions' time goes on while they work; the emulator's does not.
  await centre.clock.advance(1_000)
  const late = await softphone(centre, 'queue:support')
  await centre.clock.advance(20_000)
  expect([leg.endedAs, late.endedAs]).toEqual([undefined, 'completed'])
  await centre.clock.advance(610_000)
  expect(leg.endedAs).toBe('completed')
})

test('when Twilio cannot end the waiting leg, the operator is not changed', async () => {
  await furnish(centre)
  await anOperator(centre.db, { operator_id: 'admin', operator_level_id: 1 })
  const leg = await softphone(centre, 'queue:support')
  const before = await operatorNamed('operator1')
  const admin = await signIn(centre.url, 'admin')
  centre.emulator.faults.add({ kind: 'status', status: 503, on: 'rest', path: '*' })
  const answer = await admin.call('operators/update', { ...changeOf(before), disabled: true })
  expect(answer).toMatchObject({ status: 502, body: { error: { code: 'twilio-away' } } })
  expect(await operatorNamed('operator1')).toEqual(before)
  centre.emulator.faults.clear()
  await admin.must('operators/update', { ...changeOf(before), disabled: true })
  await centre.clock.advance(1000)
  expect(leg.endedAs).toBe('completed')
})

test('the softphone is given a token for its own identity and nothing more', async () => {
  await everyLevel()
  await anOperator(centre.db, { operator_id: 'tanaka', client_name: 'op_tanaka' })
  const desk = await signIn(centre.url, 'tanaka')
  const { token, identity, edges } = await desk.must('voice-token', {})
  expect([identity, edges]).toEqual(['op_tanaka', ['tokyo', 'roaming']])
  const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString())
  expect(claims.exp - claims.iat).toBe(3600)
  expect(claims.grants).toEqual({
    identity: 'op_tanaka',
    voice: {
      incoming: { allow: true },
      outgoing: { application_sid: centre.environment.TWIML_APP_SID },
    },
  })
})

test('a queue that is removed at the same moment is unknown, beside its field', async () => {
  const { admin } = await everyLevel()
  const trigger = `create trigger meanwhile before insert on operator_queue for each row
    delete from queue where queue_id = new.queue_id`
  await sql.raw(trigger).execute(centre.db)
  const answer = await admin.call('operators/create', suzuki)
  await sql`drop trigger meanwhile`.execute(centre.db)
  expect(answer).toMatchObject({
    status: 400,
    body: { error: { code: 'invalid', fields: { queueIds: 'unknown' } } },
  })
})

test('who was deleted is listed where it is asked for, for the audit log still names them', async () => {
  await anOperator(centre.db, { operator_id: 'admin', operator_level_id: 1 })
  await anOperator(centre.db, { operator_id: 'gone' })
  const admin = await signIn(centre.url, 'admin')
  await admin.must('operators/delete', { operatorId: 'gone', version: 1 })
  const ids = async (request: { deleted?: boolean }) =>
    (await admin.must('operators/list', request)).operators.map(({ operatorId }) => operatorId)
  expect([await ids({}), await ids({ deleted: true })]).toEqual([['admin'], ['admin', 'gone']])
})
