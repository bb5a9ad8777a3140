import { expect, test } from 'vitest'
import { furnish, softphone, waitInLine } from '../../calls/call-centre.ts'
import { actionTable } from '../../support/action-table.ts'
import { anOperator, aQueue, testPassword } from '../../support/builders.ts'
import { useCentre } from '../../support/centre.ts'
import { signIn, type DeskClient } from '../../support/desk-client.ts'

const centre = useCentre()

const odd = [
  ...['', ' ', 'ñ', 'sip:ñ@x', '😀', 'שלום', '\u202e0312345678', '葛\u{e0100}城', "' or 1=1 --", '%_\\'],
  ...[
    'anonymous',
    '+266696687',
    '+999123456789012',
    '\u0000',
    '\u0085\u000b',
    '\ufffe',
    '\ud800',
    '漢'.repeat(5000),
  ],
]

async function openEveryPage(desk: DeskClient): Promise<void> {
  await desk.must('calls/recent', {})
  const { customers } = await desk.must('customers/search', { term: '' })
  for (const { customerId } of customers) await desk.must('customers/show', { customerId })
  for (const page of ['operators/list', 'colleagues/list', 'queues/list', 'wallboard/current'] as const)
    await desk.must(page, {})
  await desk.must('wallboard-links/list', {})
  await desk.must('audit/list', {})
}

test('a caller may call from anything: no list breaks of it, and no answer', async () => {
  await furnish(centre)
  await anOperator(centre.db, { operator_id: 'admin', operator_level_id: 1, queues: ['support'] })
  const desk = await signIn(centre.url, 'admin')
  for (const from of odd.filter((value) => value.length < 200)) {
    const caller = await waitInLine(centre, 10, from)
    const operator = await softphone(centre, 'queue:support', 'admin')
    await centre.clock.advance(8000)
    expect([from, (await desk.must('customers/for-call', {})).call?.direction]).toEqual([from, 'inbound'])
    caller.hangUp()
    operator.hangUp()
    await centre.clock.advance(60_000)
    await openEveryPage(desk)
  }
}, 60_000)

test('an address that is no number is shown by its name, one that is a number is the customer', async () => {
  await furnish(centre)
  const desk = await signIn(centre.url, 'operator1')
  await desk.must('customers/create', { lastName: '髙橋', numbers: ['03-1234-5678'] })
  const heard = []
  for (const from of [
    'sip:reception@example.com',
    'sip:0312345678@example.com',
    '0312345678',
    '+266696687',
  ]) {
    const caller = await waitInLine(centre, 10, from)
    const operator = await softphone(centre, 'queue:support')
    await centre.clock.advance(8000)
    const { call, customers } = await desk.must('customers/for-call', {})
    heard.push([call?.number, call?.address, customers.map(({ customer }) => customer.lastName)])
    caller.hangUp()
    operator.hangUp()
    await centre.clock.advance(60_000)
  }
  expect(heard).toEqual([
    [null, 'reception', []],
    ['+81312345678', null, ['髙橋']],
    ['+81312345678', null, ['髙橋']],
    [null, null, []],
  ])
  const { calls } = await desk.must('calls/recent', {})
  expect(calls.map(({ address, customerName }) => [address, customerName])).toEqual([
    [null, null],
    [null, '髙橋'],
    [null, '髙橋'],
    ['reception', null],
  ])
})

for (const [action, { request }] of Object.entries(actionTable)) {
  const fields = Object.entries(request).filter(
    ([, value]) => typeof value === 'string' || Array.isArray(value),
  )
  if (fields.length === 0 || action === 'session/login') continue
  test(`${action}: whatever is written, it is taken or refused, and every page goes on`, async () => {
    await aQueue(centre.db)
    await anOperator(centre.db, { operator_level_id: 1 })
    const desk = await signIn(centre.url, 'operator1', testPassword)
    for (const [field, value] of fields)
      for (const word of odd) {
        const { status } = await desk.send(action, {
          ...request,
          [field]: Array.isArray(value) ? [word] : word,
        })
        expect([field, word, [200, 400, 403, 404, 409, 429].includes(status), status]).toEqual([
          field,
          word,
          true,
          status,
        ])
      }
    await openEveryPage(desk)
  })
}

test('what a network writes for a number that was kept back is no customer’s', async () => {
  await anOperator(centre.db)
  const desk = await signIn(centre.url, 'operator1')
  for (const number of [
    'anonymous',
    'unknown',
    '+266696687',
    '266696687',
    '＋７３７８７４２８３３',
    '+86282452253',
  ]) {
    const { body } = await desk.call('customers/create', { lastName: '髙橋', numbers: [number] })
    expect([number, body.error]).toEqual([number, { code: 'invalid', fields: { 'numbers.0': 'malformed' } }])
  }
})

test('fifteen digits, and every usual writing, are kept and found', async () => {
  await anOperator(centre.db)
  const desk = await signIn(centre.url, 'operator1')
  const numbers = ['+999123456789012', '\u202a03/1234/5678\u202c', '+81 (0)6-6123-4567']
  const { customer } = await desk.must('customers/create', { lastName: '髙橋', numbers })
  expect(customer.numbers).toEqual(['+999123456789012', '+81312345678', '+81661234567'])
  for (const term of [...numbers, '00999123456789012', '9012', '06–6123–4567', '+8106'])
    expect([term, (await desk.must('customers/search', { term })).customers.length]).toEqual([term, 1])
})
