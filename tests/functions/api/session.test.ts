import bcrypt from 'bcryptjs'
import jwt from 'jsonwebtoken'
import { expect, test } from 'vitest'
import { sessionCookie } from '../../../src/http/cookies.ts'
import { hashPassword } from '../../../src/session/password.ts'
import { anOperator, aQueue, testPassword } from '../../support/builders.ts'
import { useCentre } from '../../support/centre.ts'
import { DeskClient, signIn } from '../../support/desk-client.ts'

const centre = useCentre()
const wrong = { status: 401, body: { error: { code: 'wrong-credentials' } } }
const noSession = { status: 401, body: { error: { code: 'no-session' } } }

const tryPassword = (operatorId: string, password: string, device?: string) =>
  new DeskClient(centre.url).call('session/login', { json: true, operatorId, password, device })

/** What a browser keeps of a sign-in. */
const deviceOf = async (operatorId: string) => (await tryPassword(operatorId, testPassword)).body.device

test('an operator signs in and sees who they are and which queues are theirs', async () => {
  await aQueue(centre.db, { queue_id: 'support', queue_name: 'サポート' })
  await aQueue(centre.db, { queue_id: 'sales', queue_name: 'ご購入' })
  await anOperator(centre.db, { queues: ['support'] })
  const desk = new DeskClient(centre.url)
  const credentials = { json: true, operatorId: 'operator1', password: testPassword } as const
  const { status, body, setCookies } = await desk.call('session/login', credentials)
  expect(status).toBe(200)
  expect(body.operator).toEqual({
    operatorId: 'operator1',
    lastName: '山田',
    firstName: '花子',
    clientName: 'operator1',
    level: 'operator',
    mustChangePassword: false,
    queues: [{ queueId: 'support', queueName: 'サポート', wrapUpSeconds: 10 }],
    timeZone: 'Asia/Tokyo',
    queueNames: { sales: 'ご購入', support: 'サポート' },
    dialAllowedPrefixes: ['+81'],
  })
  expect(
    setCookies.map((cookie) =>
      cookie
        .replace(/=[^;]+/, '=…')
        .split(/; ?/)
        .sort(),
    ),
  ).toEqual([['HttpOnly', 'Max-Age=43200', 'Path=/', 'SameSite=Strict', 'Secure', '__Host-runa_session=…']])
  expect(await desk.must('session/current', {})).toEqual({ operator: body.operator })
})

test('after signing out the same cookie opens nothing', async () => {
  await anOperator(centre.db)
  const desk = await signIn(centre.url, 'operator1')
  const cookie = desk.cookies.get(sessionCookie)!
  await desk.must('session/logout', {})
  expect(desk.cookies.has(sessionCookie)).toBe(false)
  desk.cookies.set(sessionCookie, cookie)
  expect(await desk.call('session/current', {})).toMatchObject({ ...noSession, setCookies: [] })
})

test('a page that takes itself for another operator’s is not heard, whatever it asks', async () => {
  await anOperator(centre.db)
  const desk = await signIn(centre.url, 'operator1')
  const as = (operatorId: string) => ({ headers: { 'x-runa-operator': operatorId } })
  const refused = { status: 409, body: { error: { code: 'other-operator' } }, setCookies: [] }
  const contact = { contactId: '01jdq0000000000000000000aa', outcome: 'none' as const, note: 'a note' }
  for (const other of ['operator2', 'Operator1', ''])
    expect(await desk.call('contacts/save', contact, as(other))).toEqual(refused)
  for (const action of ['voice-token', 'session/current', 'session/logout', 'calls/recent'] as const)
    expect(await desk.call(action, {}, as('operator2'))).toEqual(refused)
  expect(await centre.db.selectFrom('contact').selectAll().execute()).toEqual([])
  expect((await desk.call('session/current', {}, as('operator1'))).status).toBe(200)
  const credentials = { json: true as const, operatorId: 'operator1', password: testPassword }
  expect((await desk.call('session/login', credentials, as('operator2'))).status).toBe(200)
})

test('a session ends after twelve hours', async () => {
  await anOperator(centre.db)
  const desk = await signIn(centre.url, 'operator1')
  await centre.clock.advance(12 * 3600_000 - 5000)
  expect((await desk.call('session/current', {})).status).toBe(200)
  await centre.clock.advance(10_000)
  expect(await desk.call('session/current', {})).toMatchObject(noSession)
})

test('forged, swapped and unsigned cookies open nothing', async () => {
  await anOperator(centre.db)
  await anOperator(centre.db, { operator_id: 'admin', operator_level_id: 1 })
  const desk = await signIn(centre.url, 'operator1')
  const secret = centre.environment.SESSION_SECRET!
  const real = desk.cookies.get(sessionCookie)!
  const claims = jwt.verify(real, secret) as jwt.JwtPayload
  const [head, payload, signature] = real.split('.')
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const forgeries = {
    empty: '',
    garbage: 'not.a.token',
    'another secret': jwt.sign(claims, 'another-secret-of-at-least-32-characters'),
    'alg none': `${encode({ alg: 'none', typ: 'JWT' })}.${payload}.`,
    'signature of another algorithm': jwt.sign(claims, secret, { algorithm: 'HS512' }),
    'payload swapped': `${head}.${encode({ ...claims, sub: 'admin' })}.${signature}`,
    "somebody else's session": jwt.sign({ ...claims, sub: 'admin' }, secret),
    'a session that never was': jwt.sign({ ...claims, jti: 'made-up' }, secret),
    expired: jwt.sign({ ...claims, exp: claims.iat! - 1 }, secret),
    'another stage': jwt.sign({ ...claims, aud: 'runa-cca:dev_:session' }, secret),
    'the token of the browser': await deviceOf('operator1'),
  }
  for (const [name, cookie] of Object.entries(forgeries)) {
    desk.cookies.set(sessionCookie, cookie)
    const { status, body } = await desk.call('session/current', {})
    expect([name, status, body]).toEqual([name, noSession.status, noSession.body])
  }
  desk.cookies.set(sessionCookie, real)
  expect((await desk.call('session/current', {})).status).toBe(200)
})

test('every failed sign-in gets one answer, in one time', async () => {
  const password = await hashPassword(testPassword)
  const operators = {
    known: { password },
    disabled: { password, disabled_at: new Date() },
    deleted: { password, deleted_at: new Date() },
  }
  for (const [id, columns] of Object.entries(operators))
    await anOperator(centre.db, { operator_id: id, ...columns })
  const times: Record<string, number[]> = {}
  for (let round = 0; round < 3; round++) {
    for (const [id, typed] of [
      ['known', 'wrong-password'],
      ['disabled', testPassword],
      ['deleted', testPassword],
      ['unknown', testPassword],
      ['known', 'あ'.repeat(300)],
    ] as const) {
      await centre.db.deleteFrom('sign_in_attempt').execute()
      const began = performance.now()
      const { status, body, setCookies } = await tryPassword(id, typed)
      const name = `${id} ${typed.length}`
      times[name] = [...(times[name] ?? []), performance.now() - began]
      expect([name, { status, body }, setCookies]).toEqual([name, wrong, []])
    }
  }
  const fastest = Object.values(times).map((list) => Math.min(...list))
  // Without bcrypt it would be a tenth.
  expect(Math.max(...fastest) / Math.min(...fastest)).toBeLessThan(3)
})

test('an account waits longer and longer for the next guess, and takes the right password after that', async () => {
  await anOperator(centre.db)
  const guess = () => tryPassword('operator1', 'wrong-password')
  for (let failures = 0; failures < 3; failures++) expect(await guess()).toMatchObject(wrong)
  expect(await tryPassword('operator1', testPassword)).toMatchObject(wrong)
  await centre.clock.advance(2000)
  expect((await tryPassword('operator1', testPassword)).status).toBe(200)
})

test('the wait grows to a minute and no further; what is tried meanwhile does not lengthen it', async () => {
  await anOperator(centre.db)
  const waits: number[] = []
  for (let failures = 1; failures <= 12; failures++) {
    await centre.db.deleteFrom('sign_in_attempt').execute()
    await tryPassword('operator1', 'wrong-password')
    if (failures >= 3) expect(await tryPassword('operator1', testPassword)).toMatchObject(wrong)
    const { sign_in_after } = await centre.db
      .selectFrom('operator')
      .select('sign_in_after')
      .executeTakeFirstOrThrow()
    waits.push(Math.max(0, Math.round((sign_in_after!.getTime() - centre.clock.now()) / 1000)))
    // A second more: within a request the functions' time runs on, and so lies ahead of the clock.
    await centre.clock.advance(waits.at(-1)! * 1000 + 1000)
  }
  expect(waits).toEqual([0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60])
})

test('a stranger who never stops guessing does not keep the operator out', async () => {
  await anOperator(centre.db)
  await anOperator(centre.db, { operator_id: 'operator2' })
  const [device, other] = [await deviceOf('operator1'), await deviceOf('operator2')]
  await centre.clock.advance(89 * 24 * 3600_000)
  const strangers = async () => {
    for (let guesses = 0; guesses < 8; guesses++) await tryPassword('operator1', 'wrong-password')
  }
  await strangers()
  // A browser from which this operator, and no other, signed in within 90 days is known, and has a wait of its own.
  for (const unknown of [undefined, other, 'made-up'])
    expect(await tryPassword('operator1', testPassword, unknown)).toMatchObject(wrong)
  expect((await tryPassword('operator1', testPassword, device)).status).toBe(200)
  await centre.clock.advance(2 * 24 * 3600_000)
  await strangers()
  expect(await tryPassword('operator1', testPassword, device)).toMatchObject(wrong)
})

/** Gives operator1 another password, as somebody of the administration does. */
async function aGivenPassword(): Promise<string> {
  const admin = await signIn(centre.url, 'admin')
  const { operators } = await admin.must('operators/list', {})
  const { version } = operators.find(({ operatorId }) => operatorId === 'operator1')!
  return (await admin.must('operators/reset-password', { operatorId: 'operator1', version })).password
}

test('strangers at five guesses a second keep out neither a password just given nor a browser that is known', async () => {
  await anOperator(centre.db)
  await anOperator(centre.db, { operator_id: 'operator2' })
  await anOperator(centre.db, { operator_id: 'admin', operator_level_id: 1 })
  const device = await deviceOf('operator2')
  const given = await aGivenPassword()
  for (let seconds = 0; seconds < 6; seconds++) {
    for (const operatorId of ['operator1', 'operator2', 'nobody', 'operator1', 'operator2'])
      await tryPassword(operatorId, 'wrong-password')
    await centre.clock.advance(1000)
  }
  expect((await tryPassword('nobody', 'wrong-password')).status).toBe(429)
  for (let nth = 0; nth < 5; nth++) {
    expect((await tryPassword('operator1', given)).status).toBe(200)
    expect((await tryPassword('operator2', testPassword, device)).status).toBe(200)
  }
})

test('a browser is known no more after a reset, or once the operator is gone', async () => {
  await anOperator(centre.db)
  await anOperator(centre.db, { operator_id: 'operator2' })
  await anOperator(centre.db, { operator_id: 'admin', operator_level_id: 1 })
  const [device, other] = [await deviceOf('operator1'), await deviceOf('operator2')]
  const given = await aGivenPassword()
  const fresh = (await tryPassword('operator1', given)).body.device
  const gone = { operator_id: 'operator2', deleted_at: new Date(centre.clock.now()) }
  await centre.db.updateTable('operator').set(gone).where('operator_id', '=', 'operator2').execute()
  await centre.db.deleteFrom('sign_in_attempt').execute()
  const known = async (operatorId: string, token: string | undefined) => {
    await tryPassword(operatorId, 'wrong-password', token)
    const { known } = await centre.db
      .selectFrom('sign_in_attempt')
      .select('known')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    return known === 1
  }
  expect(await known('operator1', device)).toBe(false)
  expect(await known('operator1', fresh)).toBe(true)
  expect(await known('operator2', other)).toBe(false)
})

test('a password that was given ends after three days, and says so to whoever has it', async () => {
  await anOperator(centre.db)
  await anOperator(centre.db, { operator_id: 'admin', operator_level_id: 1 })
  const given = await aGivenPassword()
  const begun = centre.clock.now()
  await centre.clock.advance(72 * 3600_000 - 60_000)
  expect((await tryPassword('operator1', given)).status).toBe(200)
  await centre.clock.advance(begun + 72 * 3600_000 + 60_000 - centre.clock.now())
  expect(await tryPassword('operator1', given)).toMatchObject({
    status: 403,
    body: { error: { code: 'password-over' } },
    setCookies: [],
  })
  expect(await tryPassword('operator1', 'wrong-password')).toMatchObject(wrong)
  const own = 'an-own-password-now'
  const again = await aGivenPassword()
  const owner = await signIn(centre.url, 'operator1', again)
  await owner.must('session/change-password', { password: again, newPassword: own })
  await centre.clock.advance(73 * 3600_000)
  expect((await tryPassword('operator1', own)).status).toBe(200)
  expect(await tryPassword('operator1', again)).toMatchObject(wrong)
})

test('a password opens in whichever width and form it is typed, and one of before as it was typed', async () => {
  await anOperator(centre.db)
  const desk = await signIn(centre.url, 'operator1')
  await desk.must('session/change-password', { password: testPassword, newPassword: 'ｶﾞｰﾄﾞのﾊﾟｽﾜｰﾄﾞ１２３' })
  for (const typed of [
    'ｶﾞｰﾄﾞのﾊﾟｽﾜｰﾄﾞ１２３',
    'ガードのパスワード123',
    'ガードのパスワード123'.normalize('NFD'),
  ])
    expect((await tryPassword('operator1', typed)).status).toBe(200)
  const password = await bcrypt.hash('ﾌﾙｲﾊﾟｽﾜｰﾄﾞ１', 4)
  await centre.db.updateTable('operator').set({ password }).execute()
  expect((await tryPassword('operator1', 'ﾌﾙｲﾊﾟｽﾜｰﾄﾞ１')).status).toBe(200)
})

test('of many guesses at once only three count, and not even the right one opens while the delay runs', async () => {
  await anOperator(centre.db)
  const guess = (_: unknown, nth: number) =>
    tryPassword('operator1', nth % 2 ? testPassword : 'wrong-password')
  for (let failures = 0; failures < 3; failures++) await tryPassword('operator1', 'wrong-password')
  const answers = await Promise.all(Array.from({ length: 16 }, guess))
  expect(answers.map(({ status }) => status)).toEqual(Array(16).fill(401))
  const { failed_sign_ins } = await centre.db
    .selectFrom('operator')
    .select('failed_sign_ins')
    .executeTakeFirstOrThrow()
  expect(failed_sign_ins).toBe(3)
})

test('the twenty-first sign-in of ten seconds is turned away before any bcrypt, but not from a browser that is known', async () => {
  await anOperator(centre.db)
  const known = await deviceOf('operator1')
  await centre.db.deleteFrom('sign_in_attempt').execute()
  const flood = await Promise.all(Array.from({ length: 28 }, (_, nth) => tryPassword(`nobody${nth}`, 'x')))
  const statuses = flood.map(({ status }) => status).sort()
  expect(statuses).toEqual([...Array(20).fill(401), ...Array(8).fill(429)])
  expect(await tryPassword('operator1', testPassword)).toMatchObject({
    status: 429,
    body: { error: { code: 'too-many' } },
  })
  expect((await tryPassword('operator1', testPassword, known)).status).toBe(200)
  await centre.clock.advance(15_000)
  expect((await tryPassword('operator1', testPassword)).status).toBe(200)
})

test('a new password ends the other sessions and is the only one that opens', async () => {
  await anOperator(centre.db)
  const [desk, other] = [await signIn(centre.url, 'operator1'), await signIn(centre.url, 'operator1')]
  const change = { password: testPassword, newPassword: '東京特許許可局の局長の帽子' }
  await desk.must('session/change-password', change)
  expect((await desk.call('session/current', {})).status).toBe(200)
  expect(await other.call('session/current', {})).toMatchObject(noSession)
  expect(await tryPassword('operator1', testPassword)).toMatchObject(wrong)
  expect((await tryPassword('operator1', change.newPassword)).status).toBe(200)
})

test('what is no good as a password is refused with the reason', async () => {
  await anOperator(centre.db)
  const desk = await signIn(centre.url, 'operator1')
  const attempt = async (newPassword: string, password = testPassword) =>
    (await desk.call('session/change-password', { password, newPassword })).body.error?.fields
  const reasons = {
    'too-short': ['eleven-char', '東京特許許可局長の帽子', '①②③④⑤⑥⑦⑧⑨⑩⑪'.slice(0, 5), '👩‍👩‍👧‍👦'],
    'too-long': ['あいう'.repeat(8) + 'x', 'x'.repeat(30) + 'あいうえおかきくけこさしすせそ'],
    common: [
      'qwertyuiop123',
      'QWERTYUIOP123',
      'ｑｗｅｒｔｙｕｉｏｐ１２３',
      'aaaaaaaaaaaa',
      'abcabcabcabca',
      testPassword,
    ],
    personal: [
      'operator1-2026',
      '山田花子・山田花子2026',
      '080-1234-5678',
      '+818012345678',
      'Operator1Operator1',
    ],
    same: ['ｔｈｅ－ｏｌｄ－ｐａｓｓｗｏｒｄ', 'the-old-password'],
  }
  const old = 'the-old-password'
  await centre.db.updateTable('operator').set({ telnum: '+818012345678' }).execute()
  await desk.must('session/change-password', { password: testPassword, newPassword: old })
  for (const [reason, passwords] of Object.entries(reasons))
    for (const newPassword of passwords)
      expect([newPassword, await attempt(newPassword, old)]).toEqual([newPassword, { newPassword: reason }])
  await centre.db.deleteFrom('sign_in_attempt').execute()
  expect(await attempt('quite-another', 'not-the-old-one')).toEqual({ password: 'wrong' })
  expect(await attempt('いろはにほへとちりぬるをわかよたれそつねならむ', old)).toBeUndefined()
})

test('what was typed as an id is not kept where it is none: it may have been the password', async () => {
  await anOperator(centre.db)
  await tryPassword(testPassword, 'operator1')
  const { subject } = await centre.db.selectFrom('audit_log').select('subject').executeTakeFirstOrThrow()
  expect(subject).toBeNull()
})

test.each(['operator1  ', '　ｏｐｅｒａｔｏｒ１', 'operator 1'])('%j is read as operator1', async (typed) => {
  await anOperator(centre.db)
  const { status, body } = await tryPassword(typed, testPassword)
  expect([status, body.operator?.operatorId]).toEqual([200, 'operator1'])
  const row = await centre.db.selectFrom('audit_log').selectAll().executeTakeFirstOrThrow()
  expect([row.operator_id, row.subject]).toEqual(['operator1', 'operator1'])
})

test('the log tells of sign-ins, refused ones too, and of no password', async () => {
  await anOperator(centre.db)
  await tryPassword('operator1', 'wrong-password')
  await tryPassword('nobody', 'wrong-password')
  const desk = await signIn(centre.url, 'operator1')
  await desk.must('session/change-password', { password: testPassword, newPassword: 'another-password' })
  await desk.must('session/logout', {})
  const rows = await centre.db.selectFrom('audit_log').selectAll().orderBy('id').execute()
  expect(rows.map(({ operator_id, action, subject }) => [operator_id, action, subject])).toEqual([
    [null, 'session/refused', 'operator1'],
    [null, 'session/refused', null],
    ['operator1', 'session/login', 'operator1'],
    ['operator1', 'session/change-password', 'operator1'],
    ['operator1', 'session/logout', 'operator1'],
  ])
  expect(JSON.stringify(rows)).not.toMatch(/wrong-password|another-password|\$2/)
})
