import { expect, test } from 'vitest'
import { customer as callersNumber, furnish, softphone, waitInLine } from '../../calls/call-centre.ts'
import { anOperator } from '../../support/builders.ts'
import { useCentre } from '../../support/centre.ts'
import { signIn, type DeskClient } from '../../support/desk-client.ts'

const centre = useCentre()
const tooMany = { status: 429, body: { error: { code: 'too-many-customers' } } }

async function aDesk(): Promise<DeskClient> {
  await anOperator(centre.db)
  return signIn(centre.url, 'operator1')
}

async function aCustomer(desk: DeskClient, lastName: string, number?: string): Promise<number> {
  const { customer } = await desk.must('customers/create', { lastName, numbers: number ? [number] : [] })
  return customer.customerId
}

/** Customers whom operator1 has seen in this hour; in the next, too, should it begin meanwhile. */
async function hasSeen(many: number, way: { found?: number; opened?: number }): Promise<void> {
  const thisHour = Math.floor(Date.now() / 3600_000) * 3600_000
  for (const hour of [thisHour, thisHour + 3600_000])
    await centre.db
      .insertInto('customer_seen')
      .values(
        Array.from({ length: many }, (_, nth) => ({
          operator_id: 'operator1',
          hour: new Date(hour),
          customer_id: 1_000_000_000 + nth,
          ...way,
        })),
      )
      .execute()
}

const refusals = () =>
  centre.db
    .selectFrom('audit_log')
    .select(['operator_id', 'subject'])
    .where('action', '=', 'customers/refused')
    .execute()

test('an operator looks for somebody, by two characters at least; who supervises may list all', async () => {
  const desk = await aDesk()
  await anOperator(centre.db, { operator_id: 'boss', operator_level_id: 2 })
  await aCustomer(desk, '山田')
  for (const term of ['', ' ', '山', '1', '-1', '山\u200b']) {
    const { status, body } = await desk.call('customers/search', { term })
    expect([term, status, body.error]).toEqual([
      term,
      400,
      { code: 'invalid', fields: { term: 'too-short' } },
    ])
  }
  expect((await desk.must('customers/search', { term: '山田' })).customers).toHaveLength(1)
  const boss = await signIn(centre.url, 'boss')
  for (const term of ['', '山'])
    expect((await boss.must('customers/search', { term })).customers).toHaveLength(1)
})

test('the 300th customer of an hour is opened, the next is not, and those known already are', async () => {
  const desk = await aDesk()
  const [first, second] = [await aCustomer(desk, '山田'), await aCustomer(desk, '佐藤')]
  await hasSeen(299, { opened: 1 })
  await desk.must('customers/show', { customerId: first })
  expect(await desk.call('customers/show', { customerId: second })).toMatchObject(tooMany)
  expect(await desk.call('customers/show', { customerId: second })).toMatchObject(tooMany)
  await desk.must('customers/show', { customerId: first })
  expect(await refusals()).toEqual([{ operator_id: 'operator1', subject: 'opened' }])
  // What a search found is another count.
  await desk.must('customers/search', { term: '佐藤' })
})

test('searches show 3 000 customers in an hour, and no more', async () => {
  const desk = await aDesk()
  await aCustomer(desk, '山田一')
  await aCustomer(desk, '山田二')
  await hasSeen(2999, { found: 1 })
  expect(await desk.call('customers/search', { term: '山田' })).toMatchObject(tooMany)
  await desk.must('customers/search', { term: '山田一' })
  await desk.must('customers/search', { term: '山田一' })
  expect(await desk.call('customers/search', { term: '山田二' })).toMatchObject(tooMany)
  expect(await refusals()).toEqual([{ operator_id: 'operator1', subject: 'found' }])
})

test('supervisors are not counted, and neither is the customer to whom one talked', async () => {
  await furnish(centre)
  const desk = await signIn(centre.url, 'operator1')
  await anOperator(centre.db, { operator_id: 'boss', operator_level_id: 2 })
  const boss = await signIn(centre.url, 'boss')
  const [caller, other] = [await aCustomer(desk, '山田', callersNumber), await aCustomer(desk, '佐藤')]
  await hasSeen(300, { opened: 1 })
  await boss.must('customers/show', { customerId: other })
  expect(await desk.call('customers/show', { customerId: caller })).toMatchObject(tooMany)
  await waitInLine(centre)
  await softphone(centre, 'queue:support')
  await centre.clock.advance(15_000)
  await desk.must('customers/show', { customerId: caller })
  const seen = await centre.db
    .selectFrom('customer_seen')
    .select('operator_id')
    .where('customer_id', 'in', [caller, other])
    .execute()
  expect(seen).toEqual([])
})

test('what was seen in an hour that is over is forgotten', async () => {
  const desk = await aDesk()
  const hour = new Date(Math.floor(Date.now() / 3600_000) * 3600_000 - 3600_000)
  const row = { operator_id: 'operator1', hour, customer_id: 1, opened: 1 }
  await centre.db.insertInto('customer_seen').values(row).execute()
  await desk.must('customers/show', { customerId: await aCustomer(desk, '山田') })
  const seen = await centre.db.selectFrom('customer_seen').select('customer_id').execute()
  expect(seen).toHaveLength(1)
})

test('whoever asks for what is not theirs to ask for is named in the log', async () => {
  const desk = await aDesk()
  const before = centre.functions.output().length
  await desk.call('customers/delete', { customerId: 1, version: 1 })
  await desk.call('audit/list', {})
  const lines = centre.functions.output().slice(before).split('\n')
  const told = { status: 403, ms: expect.any(Number), refused: 'level', operator: 'operator1' }
  expect(lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))).toEqual([
    { desk: 'customers/delete', ...told },
    { desk: 'audit/list', ...told },
  ])
})
