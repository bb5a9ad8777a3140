import { expect, test } from 'vitest'
import type { Contact, ContactDraft } from '../../../src/http/desk-actions.ts'
import { customer as callersNumber, furnish, softphone, waitInLine } from '../../calls/call-centre.ts'
import { anOperator, aQueue } from '../../support/builders.ts'
import { useCentre } from '../../support/centre.ts'
import { signIn, type DeskClient } from '../../support/desk-client.ts'

const centre = useCentre()
const contactId = (nth: number) => `contact${String(nth).padStart(19, '0')}`
const draft = (nth: number, own: Partial<ContactDraft> = {}): ContactDraft => ({
  contactId: contactId(nth),
  outcome: 'none',
  note: `メモ${nth}`,
  ...own,
})
const textsOf = (notes: readonly Pick<Contact, 'note'>[]) => notes.map(({ note }) => note)

/** A caller is put through to operator1, who has a desk. */
async function aCall(from = callersNumber) {
  const caller = await waitInLine(centre, 30, from)
  const operator = await softphone(centre, 'queue:support')
  await centre.clock.advance(15_000)
  const end = async () => {
    caller.hangUp()
    operator.hangUp()
    await centre.clock.advance(60_000)
  }
  return { caller, operator, end }
}

const historyOf = async (desk: DeskClient, customerId: number) => {
  const { timeline } = await desk.must('customers/show', { customerId })
  return timeline.map((entry) => (entry.kind === 'contact' ? entry.note : entry.callSid))
}

test('what was noted about a caller whom nobody knew is there at the next call from that number', async () => {
  await furnish(centre)
  const desk = await signIn(centre.url, 'operator1')
  const first = await aCall()
  await desk.must('contacts/save', draft(1, { callSid: first.caller.callSid, number: callersNumber }))
  // What one writes about this very call is on screen already.
  expect((await desk.must('customers/for-call', {})).notes).toEqual([])
  await first.end()

  await aCall()
  const { customers, notes } = await desk.must('customers/for-call', {})
  expect([customers, textsOf(notes)]).toEqual([[], ['メモ1']])
})

test('notes of a call are found by the call where its number came late', async () => {
  await furnish(centre)
  const desk = await signIn(centre.url, 'operator1')
  const first = await aCall()
  await desk.must('contacts/save', draft(1, { callSid: first.caller.callSid }))
  await first.end()
  await aCall()
  expect(textsOf((await desk.must('customers/for-call', {})).notes)).toEqual(['メモ1'])
})

test('once the number is registered, its notes are in the customer’s history, and nobody else’s', async () => {
  await furnish(centre)
  const desk = await signIn(centre.url, 'operator1')
  const { caller, end } = await aCall()
  await desk.must('contacts/save', draft(1, { callSid: caller.callSid, number: callersNumber }))
  await end()
  await desk.must('contacts/save', draft(2, { number: callersNumber }))
  await desk.must('contacts/save', draft(3, { number: '+81312345678' }))
  const { customer } = await desk.must('customers/create', { lastName: '髙橋', numbers: [callersNumber] })
  const { customer: other } = await desk.must('customers/create', {
    lastName: '佐藤',
    numbers: ['0661234567'],
  })
  expect(await historyOf(desk, customer.customerId)).toEqual(['メモ2', 'メモ1'])
  expect(await historyOf(desk, other.customerId)).toEqual([])

  await aCall()
  const { customers } = await desk.must('customers/for-call', {})
  expect(customers.map(({ timeline }) => textsOf(timeline as Contact[]).filter(Boolean))).toEqual([
    ['メモ2', 'メモ1'],
  ])
})

test('a long note comes with a call as its beginning, and whole on the customer’s page', async () => {
  await furnish(centre)
  const desk = await signIn(centre.url, 'operator1')
  const { customer } = await desk.must('customers/create', { lastName: '髙橋', numbers: [callersNumber] })
  const { customerId } = customer
  const [exact, longer] = ['あ'.repeat(200), '😀'.repeat(201)]
  await desk.must('contacts/save', draft(1, { customerId, note: exact }))
  await centre.clock.advance(1000)
  await desk.must('contacts/save', draft(2, { customerId, note: longer }))
  await aCall()
  const [known] = (await desk.must('customers/for-call', {})).customers
  expect(known).toMatchObject({ lastContactAt: expect.any(String) })
  expect(known!.timeline!.filter(({ kind }) => kind === 'contact')).toMatchObject([
    { note: '😀'.repeat(200), cut: true },
    { note: exact },
  ])
  expect(known!.timeline!.map((entry) => 'cut' in entry)).toContain(false)
  expect(await historyOf(desk, customerId)).toEqual(expect.arrayContaining([longer, exact]))
})

test('of more than three people with one number the names come, and when each was last spoken to', async () => {
  await furnish(centre)
  const desk = await signIn(centre.url, 'operator1')
  for (const firstName of ['一', '二', '三', '四'])
    await desk.must('customers/create', { lastName: '髙橋', firstName, numbers: [callersNumber] })
  const [first] = (await desk.must('customers/search', { term: '高橋一' })).customers
  const { contact } = await desk.must('contacts/save', draft(1, { customerId: first!.customerId }))
  await desk.must('contacts/save', draft(2, { number: callersNumber }))
  await aCall()
  const { customers, notes } = await desk.must('customers/for-call', {})
  expect(customers.map(({ timeline, lastContactAt }) => [timeline, lastContactAt])).toEqual([
    [null, contact.contactedAt],
    [null, null],
    [null, null],
    [null, null],
  ])
  expect(textsOf(notes)).toEqual(['メモ2'])
})

const revisions = async () => {
  const rows = await centre.db.selectFrom('contact_revision').select('note').orderBy('version').execute()
  return rows.map(({ note }) => note)
}

test('what a note said is kept when it is rewritten later, and not for every few words', async () => {
  await anOperator(centre.db)
  const desk = await signIn(centre.url, 'operator1')
  for (const note of ['苦', '苦情', '苦情の電話']) await desk.must('contacts/save', draft(1, { note }))
  expect(await revisions()).toEqual([])
  await centre.clock.advance(4.5 * 60_000)
  await desk.must('contacts/save', draft(1, { note: '苦情の電話。' }))
  expect(await revisions()).toEqual([])
  await centre.clock.advance(40_000)
  await desk.must('contacts/save', draft(1, { note: '問い合わせ' }))
  await desk.must('contacts/save', draft(1, { note: '問い合わせ。' }))
  await desk.must('contacts/save', draft(1, { note: '問い合わせ。', outcome: 'resolved' }))
  expect(await revisions()).toEqual(['苦情の電話。'])
  await centre.clock.advance(5.1 * 60_000)
  await desk.must('contacts/save', draft(1, { note: '' }))
  expect(await revisions()).toEqual(['苦情の電話。', '問い合わせ。'])
})

test('what a note said when its writer was done with the call is kept, however soon it is rewritten', async () => {
  await furnish(centre)
  const desk = await signIn(centre.url, 'operator1')
  const { caller, end } = await aCall()
  const { callSid } = caller
  await desk.must('contacts/save', draft(1, { callSid, note: '苦情' }))
  await desk.must('contacts/save', draft(1, { callSid, note: '苦情。' }))
  expect(await revisions()).toEqual([])
  await end()
  for (const note of ['良い話', '良い話。']) await desk.must('contacts/save', draft(1, { callSid, note }))
  expect(await revisions()).toEqual(['苦情。'])
})

test('a note is of a call in which its writer has had a leg, and of that call’s queue', async () => {
  await furnish(centre)
  await aQueue(centre.db, { queue_id: 'night', queue_name: '夜間' })
  const desk = await signIn(centre.url, 'operator1')
  const other = await signIn(centre.url, 'operator2')
  const { caller, operator } = await aCall()
  const { callSid } = caller
  const saved = async (of: DeskClient, nth: number, own: Partial<ContactDraft>) => {
    const { contact } = await of.must('contacts/save', draft(nth, own))
    return [contact.callSid, contact.queueId]
  }
  expect(await saved(desk, 1, { callSid, queueId: 'sales' })).toEqual([callSid, 'support'])
  expect(await saved(desk, 2, { callSid: operator.callSid })).toEqual([operator.callSid, null])
  expect(await saved(other, 3, { callSid, queueId: 'support' })).toEqual([null, null])
  expect(await saved(desk, 4, { queueId: 'support' })).toEqual([null, 'support'])
  expect(await saved(desk, 5, { queueId: 'night' })).toEqual([null, null])
  expect(await saved(desk, 6, { callSid: `CA${'0'.repeat(32)}`, queueId: 'none' })).toEqual([null, null])
  // Whoever is taken from a queue goes on with the note of before.
  await centre.db.deleteFrom('operator_queue').execute()
  expect(await saved(desk, 4, { queueId: 'support', note: '続き' })).toEqual([null, 'support'])
})

test('a save that was held up on its way changes nothing that was saved after it', async () => {
  await furnish(centre)
  const desk = await signIn(centre.url, 'operator1')
  const save = (edit: number | undefined, note: string) =>
    desk.must('contacts/save', draft(1, { note, edit })).then(({ contact }) => contact.note)
  expect(await save(1, '請求書')).toBe('請求書')
  expect(await save(3, '請求書の件')).toBe('請求書の件')
  expect(await save(2, '請求書の')).toBe('請求書の件')
  // Typed back to what is there already: what was held up before that is older still.
  expect(await save(5, '請求書の件')).toBe('請求書の件')
  expect(await save(4, '請求書の件で')).toBe('請求書の件')
  expect(await save(5, '請求書')).toBe('請求書')
  // A page that does not count.
  expect(await save(undefined, '折り返す')).toBe('折り返す')
})
