import { expect, test } from 'vitest'
import type { CustomerDetails } from '../../../src/http/desk-actions.ts'
import { customer as callersNumber, furnish, softphone, waitInLine } from '../../calls/call-centre.ts'
import { anOperator } from '../../support/builders.ts'
import { useCentre } from '../../support/centre.ts'
import { DeskClient, signIn } from '../../support/desk-client.ts'

const centre = useCentre()

const hanako: CustomerDetails = {
  lastName: '髙橋',
  firstName: '花子',
  lastNameKana: 'タカハシ',
  firstNameKana: 'ハナコ',
  numbers: ['０９０ー１２３４ー５６７８', '+81 (0)3-1234-5678'],
}
const contactId = (nth: number) => `contact${String(nth).padStart(19, '0')}`

/** Who may list all customers, and delete them. */
async function aSupervisorsDesk(): Promise<DeskClient> {
  await anOperator(centre.db, { operator_level_id: 2 })
  return signIn(centre.url, 'operator1')
}

async function foundBy(desk: DeskClient, term: string): Promise<string[]> {
  const { customers } = await desk.must('customers/search', { term })
  return customers.map(({ lastName, firstName }) => lastName + firstName)
}

test('a customer is kept with numbers in one form, in the order they were written', async () => {
  const desk = await aSupervisorsDesk()
  const { customer } = await desk.must('customers/create', hanako)
  expect(customer).toMatchObject({ ...hanako, numbers: ['+819012345678', '+81312345678'], version: 1 })
  expect(await desk.must('customers/show', { customerId: customer.customerId })).toEqual({
    customer,
    timeline: [],
  })
})

test('two presses of a button register one customer, one after the other or at once', async () => {
  const desk = await aSupervisorsDesk()
  const press = (id: string, details = hanako) =>
    desk.must('customers/create', { ...details, registrationId: id.repeat(26) })
  const ids = (await Promise.all([press('a'), press('a'), press('a')])).map(
    ({ customer }) => customer.customerId,
  )
  expect(new Set(ids).size).toBe(1)
  const { customer } = await press('a', { ...hanako, lastName: '別人' })
  expect(customer).toMatchObject({
    customerId: ids[0],
    lastName: '髙橋',
    numbers: ['+819012345678', '+81312345678'],
  })
  await press('b')
  await desk.must('customers/create', hanako)
  await desk.must('customers/create', hanako)
  expect(await foundBy(desk, '')).toHaveLength(4)
  const log = await centre.db
    .selectFrom('audit_log')
    .selectAll()
    .where('action', '=', 'customers/create')
    .execute()
  expect(log).toHaveLength(4)
  const { body } = await desk.call('customers/create', { ...hanako, registrationId: 'short' })
  expect(body.error).toEqual({ code: 'invalid', fields: { registrationId: 'malformed' } })
})

test('numbers that cannot be dialled are refused beside their line', async () => {
  const desk = await aSupervisorsDesk()
  for (const number of ['', '12345', '03-1234', '110', 'abc', '03-1234-5678 内線12', '+999 123']) {
    const { body } = await desk.call('customers/create', { ...hanako, numbers: ['0312345678', number] })
    expect([number, body.error]).toEqual([number, { code: 'invalid', fields: { 'numbers.1': 'malformed' } }])
  }
})

test('a customer is found by id, name, reading, number and its last four digits', async () => {
  const desk = await aSupervisorsDesk()
  const { customer } = await desk.must('customers/create', hanako)
  await desk.must('customers/create', { lastName: '佐藤', lastNameKana: 'さとう', numbers: ['0458765432'] })
  const terms = ['高橋', '髙橋花', 'たかはし', 'ﾀｶﾊｼ ﾊ', '090-1234', '09012345678', '+8190', '0312', '5678']
  for (const term of [...terms, `${customer.customerId}`]) {
    expect([term, await foundBy(desk, term)]).toEqual([term, ['髙橋花子']])
  }
  expect(await foundBy(desk, '花子')).toEqual([])
  expect(await foundBy(desk, '5432')).toEqual(['佐藤'])
  expect(await foundBy(desk, '')).toEqual(['佐藤', '髙橋花子'])
  for (const term of ['%', '_', '\\', "' or 1=1", '髙橋%', '0%', '-']) {
    expect([term, (await desk.call('customers/search', { term })).status]).toEqual([term, 200])
  }
  expect(await foundBy(desk, '髙_')).toEqual([])
})

test('page after page every customer comes once, whichever way they are found', async () => {
  const desk = await aSupervisorsDesk()
  const details = Array.from({ length: 45 }, (_, nth) => ({
    lastName: nth % 2 ? 'やまだ' : '山田',
    lastNameKana: 'ヤマダ',
    firstName: `${nth}`,
    numbers: [`090-1234-${1000 + (nth % 7)}`, `0312341${100 + nth}`],
  }))
  for (const one of details) await desk.must('customers/create', one)
  for (const term of ['', 'やまだ', '山', '0', '0901234', '+81', '1', '1003']) {
    const ids: number[] = []
    let after: string | undefined
    do {
      const page = await desk.must('customers/search', { term, ...(after && { after }) })
      ids.push(...page.customers.map(({ customerId }) => customerId))
      expect(page.customers.length).toBeLessThanOrEqual(20)
      after = page.next
    } while (after)
    expect([term, ids.length]).toEqual([term, new Set(ids).size])
    if (!/^1/.test(term)) expect([term, ids.length]).toEqual([term, term === '山' ? 23 : 45])
  }
})

test('a number is found in every writing in which it is stored', async () => {
  const desk = await aSupervisorsDesk()
  await desk.must('customers/create', { lastName: '佐藤', numbers: ['03-1234-5678'] })
  for (const term of [
    '+81 (0)3-1234-5678',
    '81312345678',
    '010-81-3-1234-5678',
    '+81312345678',
    '0312345678',
  ])
    expect([term, await foundBy(desk, term)]).toEqual([term, ['佐藤']])
})

test('what is only a company’s form finds nobody, and not the newest', async () => {
  const desk = await aSupervisorsDesk()
  await desk.must('customers/create', hanako)
  expect(await foundBy(desk, '株式会社')).toEqual([])
  expect((await foundBy(desk, '')).length).toBe(1)
})

test('names whose letters become many are kept and found', async () => {
  const desk = await aSupervisorsDesk()
  for (const lastName of ['㌀'.repeat(64), 'ﷺ'.repeat(20)]) {
    await desk.must('customers/create', { lastName, numbers: [] })
    expect(await foundBy(desk, lastName)).toEqual([lastName])
  }
})

test('a cursor with letters where digits belong is refused', async () => {
  const desk = await aSupervisorsDesk()
  for (const way of ['number', 'search_number']) {
    const after = Buffer.from(JSON.stringify([way, 1, 'あ'])).toString('base64url')
    const term = way === 'number' ? '+81312' : '0312'
    const { status, body } = await desk.call('customers/search', { term, after })
    expect([status, body.error?.fields]).toEqual([400, { after: 'malformed' }])
  }
})

test('an operator whose caller withheld the number is shown none', async () => {
  await furnish(centre)
  const desk = await signIn(centre.url, 'operator1')
  const caller = await waitInLine(centre, 30, '+7378742833')
  await softphone(centre, 'queue:support')
  await centre.clock.advance(15_000)
  expect((await desk.must('customers/for-call', {})).call?.number).toBeNull()
  expect(await desk.must('calls/recent', {})).toEqual({ calls: [] })
  caller.hangUp()
  await centre.clock.advance(5000)
  expect((await desk.must('calls/recent', {})).calls).toMatchObject([{ number: null }])
})

test('a cursor that is not one of ours is refused', async () => {
  const desk = await aSupervisorsDesk()
  for (const after of ['x', 'W10', Buffer.from('["kana",1,"a"]').toString('base64url')]) {
    const { status, body } = await desk.call('customers/search', { term: '', after })
    expect([status, body.error?.fields]).toEqual([400, { after: 'malformed' }])
  }
})

test('the second of two who change the same customer is told, and overwrites nothing', async () => {
  const desk = await aSupervisorsDesk()
  const { customer } = await desk.must('customers/create', hanako)
  const reference = { customerId: customer.customerId, version: customer.version }
  const { customer: changed } = await desk.must('customers/update', { ...hanako, ...reference, numbers: [] })
  const late = { status: 409, body: { error: { code: 'changed-meanwhile' } } }
  expect(await desk.call('customers/update', { ...hanako, ...reference })).toMatchObject(late)
  expect(await desk.call('customers/delete', reference)).toMatchObject(late)
  expect((await desk.must('customers/show', { customerId: customer.customerId })).customer).toEqual(changed)
  expect(changed).toMatchObject({ numbers: [], version: 2 })
})

test('a deleted customer is gone with the numbers, and what colleagues wrote stays with the number', async () => {
  const desk = await aSupervisorsDesk()
  const { customer } = await desk.must('customers/create', hanako)
  const { customerId, version } = customer
  const draft = { outcome: 'resolved' as const, note: '済' }
  await desk.must('contacts/save', { ...draft, contactId: contactId(1), customerId })
  await desk.must('contacts/save', { ...draft, contactId: contactId(2), customerId, number: '+81661234567' })
  await desk.must('customers/delete', { customerId, version })
  expect(await desk.call('customers/show', { customerId })).toMatchObject({
    status: 404,
    body: { error: { code: 'not-found' } },
  })
  expect(await centre.db.selectFrom('customer_number').selectAll().execute()).toEqual([])
  expect(await centre.db.selectFrom('contact').selectAll().orderBy('contact_id').execute()).toMatchObject([
    { customer_id: null, number: '+819012345678', note: '済' },
    { customer_id: null, number: '+81661234567', note: '済' },
  ])
  const { customer: again } = await desk.must('customers/create', hanako)
  expect((await desk.must('customers/show', { customerId: again.customerId })).timeline).toHaveLength(1)
})

test('with the history a customer is forgotten: notes, and names and numbers in the log', async () => {
  const desk = await aSupervisorsDesk()
  const { customer } = await desk.must('customers/create', hanako)
  const { customerId } = customer
  const { customer: wife } = await desk.must('customers/create', {
    lastName: '佐藤',
    numbers: ['03-1234-5678'],
  })
  const draft = { outcome: 'none' as const, note: '済' }
  await desk.must('contacts/save', { ...draft, contactId: contactId(1), customerId, number: '+819012345678' })
  await desk.must('contacts/save', { ...draft, contactId: contactId(2), number: '+819012345678' })
  await desk.must('contacts/save', { ...draft, contactId: contactId(3), number: '+81312345678' })
  const { customer: changed } = await desk.must('customers/update', { ...hanako, customerId, version: 1 })
  await desk.must('customers/delete', { customerId, version: changed.version, withHistory: true })

  const notes = await centre.db.selectFrom('contact').select('contact_id').execute()
  expect(notes).toEqual([{ contact_id: contactId(3) }])
  const log = await centre.db
    .selectFrom('audit_log')
    .selectAll()
    .where('subject', '<>', contactId(2))
    .execute()
  const ofCustomer = log.filter(({ subject }) => subject === String(customerId))
  expect(ofCustomer.map(({ action }) => action)).toEqual([
    'customers/create',
    'customers/update',
    'customers/delete',
  ])
  expect(JSON.stringify(ofCustomer)).not.toMatch(/髙橋|花子|タカハシ|ハナコ|\+81/)
  expect(ofCustomer[0]!.after_value).toMatchObject({ customerId, lastName: '', numbers: [] })
  const ofNote = log.filter(({ subject }) => subject === contactId(1))
  expect(ofNote[0]!.after_value).toMatchObject({ customerId, number: null })
  expect((await desk.must('customers/show', { customerId: wife.customerId })).timeline).toHaveLength(1)
})

test('a note that is saved again and again is one note, dated by its first save', async () => {
  const desk = await aSupervisorsDesk()
  const { customer } = await desk.must('customers/create', hanako)
  const draft = { contactId: contactId(1), customerId: customer.customerId, outcome: 'none' as const }
  const { contact: first } = await desk.must('contacts/save', { ...draft, note: '折' })
  await centre.clock.advance(30_000)
  await desk.must('contacts/save', { ...draft, note: '折り返し' })
  const { contact: last } = await desk.must('contacts/save', { ...draft, note: '折り返し' })
  expect(last).toEqual({ ...first, note: '折り返し', version: 2 })
  const { timeline } = await desk.must('customers/show', { customerId: customer.customerId })
  expect(timeline).toEqual([{ kind: 'contact', ...last }])
  const saves = await centre.db
    .selectFrom('audit_log')
    .selectAll()
    .where('action', '=', 'contacts/save')
    .execute()
  expect(saves).toHaveLength(1)
})

test('the log has the first save of a note and what was decided, and nothing of its text', async () => {
  const desk = await aSupervisorsDesk()
  const { customer } = await desk.must('customers/create', hanako)
  const draft = { contactId: contactId(1), outcome: 'none' as const, note: 'ないしょ' }
  await desk.must('contacts/save', draft)
  await desk.must('contacts/save', { ...draft, note: 'ないしょの話' })
  await desk.must('contacts/save', { ...draft, outcome: 'resolved' })
  await desk.must('contacts/save', { ...draft, outcome: 'resolved', customerId: customer.customerId })
  const saves = await centre.db
    .selectFrom('audit_log')
    .selectAll()
    .where('action', '=', 'contacts/save')
    .orderBy('id')
    .execute()
  expect(saves).toHaveLength(3)
  expect(JSON.stringify(saves)).not.toContain('ないしょ')
  expect(JSON.stringify(saves.at(-1))).toContain('resolved')
})

test('a caller whose number no numbering plan knows is saved with it, and so is the note', async () => {
  const desk = await aSupervisorsDesk()
  const number = '+81112345'
  const { customer } = await desk.must('customers/create', { ...hanako, numbers: [number, '+810312345678'] })
  expect(customer.numbers).toEqual([number, '+81312345678'])
  const draft = { contactId: contactId(1), number, outcome: 'none' as const, note: '' }
  expect((await desk.must('contacts/save', draft)).contact.number).toBe(number)
})

test('two first saves at the same moment make one note', async () => {
  const desk = await aSupervisorsDesk()
  const draft = { contactId: contactId(1), outcome: 'none' as const, note: '一' }
  const answers = await Promise.all([1, 2, 3].map(() => desk.call('contacts/save', draft)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(await centre.db.selectFrom('contact').selectAll().execute()).toHaveLength(1)
})

test("nobody overwrites a colleague's note", async () => {
  const desk = await aSupervisorsDesk()
  await anOperator(centre.db, { operator_id: 'operator2' })
  const colleague = await signIn(centre.url, 'operator2')
  const draft = { contactId: contactId(1), outcome: 'none' as const, note: '私の' }
  await desk.must('contacts/save', draft)
  const answer = await colleague.call('contacts/save', { ...draft, note: '他人の' })
  expect(answer).toMatchObject({ status: 403, body: { error: { code: 'level' } } })
  expect((await desk.must('contacts/save', draft)).contact.note).toBe('私の')
})

test('a note of a customer that does not exist is refused', async () => {
  const desk = await aSupervisorsDesk()
  const { body } = await desk.call('contacts/save', {
    contactId: contactId(1),
    customerId: 4711,
    outcome: 'none',
    note: '',
  })
  expect(body.error).toEqual({ code: 'invalid', fields: { customerId: 'unknown' } })
})

test('the operator who took a call sees who it is, everybody with that number, and nobody else sees it', async () => {
  await furnish(centre)
  const desk = await signIn(centre.url, 'operator1')
  const { customer } = await desk.must('customers/create', { ...hanako, numbers: [callersNumber] })
  const { customer: husband } = await desk.must('customers/create', {
    lastName: '髙橋',
    firstName: '太郎',
    numbers: [callersNumber],
  })
  const caller = await waitInLine(centre)
  const operator = await softphone(centre, 'queue:support')
  await centre.clock.advance(15_000)

  const { call, customers } = await desk.must('customers/for-call', {})
  expect(call).toMatchObject({
    operatorCallSid: operator.callSid,
    callSid: caller.callSid,
    direction: 'inbound',
    number: callersNumber,
    queueId: 'support',
  })
  expect(call!.waitSeconds).toBeGreaterThan(20)
  expect(customers.map(({ customer: { customerId } }) => customerId)).toEqual([
    customer.customerId,
    husband.customerId,
  ])
  const other = await signIn(centre.url, 'operator2')
  expect(await other.must('customers/for-call', {})).toMatchObject({ call: null, customers: [] })

  caller.hangUp()
  await centre.clock.advance(5000)
  expect((await desk.must('customers/for-call', {})).call).toBeNull()
  const { calls } = await desk.must('calls/recent', {})
  expect(calls).toMatchObject([
    {
      callSid: caller.callSid,
      direction: 'inbound',
      number: callersNumber,
      customerName: '髙橋 花子',
      queueId: 'support',
      result: 'answered',
    },
  ])
  const { timeline } = await desk.must('customers/show', { customerId: customer.customerId })
  expect(timeline).toMatchObject([
    { kind: 'call', callSid: caller.callSid, result: 'answered', queueId: 'support' },
  ])
})

test('everybody of a house with one number may be the caller', async () => {
  await furnish(centre)
  const desk = await signIn(centre.url, 'operator1')
  const made: number[] = []
  for (let nth = 1; nth <= 12; nth++) {
    const firstName = `花子${nth}`
    const { customer } = await desk.must('customers/create', {
      ...hanako,
      firstName,
      numbers: [callersNumber],
    })
    made.push(customer.customerId)
  }
  await waitInLine(centre)
  await softphone(centre, 'queue:support')
  await centre.clock.advance(15_000)
  const { customers } = await desk.must('customers/for-call', {})
  expect(customers.map(({ customer }) => customer.customerId)).toEqual(made)
})

test('an unknown caller comes with the number alone, ready to be saved', async () => {
  await furnish(centre)
  const desk = await signIn(centre.url, 'operator1')
  await waitInLine(centre)
  await softphone(centre, 'queue:support')
  await centre.clock.advance(15_000)
  const { call, customers } = await desk.must('customers/for-call', {})
  expect([call?.number, customers]).toEqual([callersNumber, []])
})

test('while an operator waits for callers there is no call in hand', async () => {
  await furnish(centre)
  const desk = await signIn(centre.url, 'operator1')
  await softphone(centre, 'queue:support')
  expect(await desk.must('customers/for-call', {})).toMatchObject({ call: null, customers: [] })
  expect(await desk.must('calls/recent', {})).toEqual({ calls: [] })
})

test('a caller who gave up is in the timeline of the customer', async () => {
  await furnish(centre)
  const desk = await signIn(centre.url, 'operator1')
  const { customer } = await desk.must('customers/create', { ...hanako, numbers: [callersNumber] })
  const caller = await waitInLine(centre, 40)
  caller.hangUp()
  await centre.clock.advance(5000)
  const { timeline } = await desk.must('customers/show', { customerId: customer.customerId })
  expect(timeline).toMatchObject([{ kind: 'call', result: 'abandoned', talkSeconds: null }])
})

test('colleagues’ calls have a name and a direction on both sides; what goes on is no history yet', async () => {
  await furnish(centre)
  const at = (seconds: number) => new Date(Date.UTC(2026, 10, 24, 3, 0, seconds))
  const legs = [
    { CallSid: 'CA1', operator_id: 'operator1', destination: 'operator:operator2' },
    { CallSid: 'CA2', operator_id: 'operator2', destination: 'operator:operator2', parent_call_sid: 'CA1' },
    { CallSid: 'CA3', operator_id: 'operator1', destination: 'operator:operator2' },
    { CallSid: 'CA4', operator_id: 'operator1', destination: '+81312345678', number: '+81312345678' },
    { CallSid: 'CA5', operator_id: 'operator1', destination: '110', refusal: 'emergency' },
  ]
  const times = (seconds: number) => ({
    started_at: at(seconds),
    created_at: at(seconds),
    updated_at: at(seconds),
  })
  await centre.db
    .insertInto('operator_call')
    .values(legs.map((leg, nth) => ({ ...leg, ...times(nth) })))
    .execute()
  const calls = [
    { CallSid: 'CA1', direction: 'colleague', result: 'answered' },
    { CallSid: 'CA3', direction: 'colleague', result: 'busy' },
    { CallSid: 'CA4', direction: 'outbound', result: 'open' },
  ] as const
  await centre.db
    .insertInto('call_data')
    .values(
      calls.map((call) => ({ ...call, began_at: at(0), withheld: 0, created_at: at(0), updated_at: at(0) })),
    )
    .execute()
  const of = async (operatorId: string) =>
    (await (await signIn(centre.url, operatorId)).must('calls/recent', {})).calls
  const { operator } = await (await signIn(centre.url, 'operator2')).must('session/current', {})
  expect(await of('operator1')).toMatchObject([
    { callSid: 'CA3', incoming: false, result: 'busy', colleague: { operatorId: 'operator2' } },
    { callSid: 'CA1', incoming: false, result: 'answered', colleague: { lastName: operator.lastName } },
  ])
  expect(await of('operator2')).toMatchObject([
    { callSid: 'CA2', incoming: true, result: 'answered', colleague: { operatorId: 'operator1' } },
  ])
})
