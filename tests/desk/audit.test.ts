import type { Locator } from 'playwright-core'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createQueue } from '../../emulator/telephony/queue.ts'
import { Telephone } from '../../emulator/telephony/telephone.ts'
import { useCentre } from '../support/centre.ts'
import { DeskClient, signIn } from '../support/desk-client.ts'
import { useDesk } from './support/desk-browser.ts'
import { furnishPeople } from './support/furnish.ts'
import { speaking } from './support/spoken-desk.ts'
import { languages } from './support/words.ts'

const centre = useCentre({ realTime: true })
const visit = useDesk(centre)

beforeEach(() => furnishPeople(centre.db))

/** Something of nearly everything the log keeps. */
async function aBusyMorning(): Promise<void> {
  const { telephony } = centre.emulator
  createQueue(telephony, 'sales', 100)
  const admin = await signIn(centre.url, 'admin')
  const { operators } = await admin.must('operators/list', {})
  const {
    operatorId,
    clientName: _,
    createdAt: _c,
    updatedAt: _u,
    mustChangePassword: _m,
    ...rest
  } = operators.find((each) => each.operatorId === 'operator1')!
  const { operator } = await admin.must('operators/update', {
    ...rest,
    operatorId,
    lastName: '改姓',
    level: 'supervisor',
    telnum: '090-1234-5678',
    queueIds: ['support'],
  })
  await admin.must('operators/reset-password', { operatorId, version: operator.version })
  const { queues } = await admin.must('queues/list', {})
  const sales = queues.find(({ queueId }) => queueId === 'sales')!
  const { twilioQueueSid: _s, operatorCount: _o, createdAt: _q, updatedAt: _w, ...settings } = sales
  await admin.must('queues/update', {
    ...settings,
    maxSize: 1500,
    thresholds: { ...settings.thresholds, longestWaitCautionSeconds: 45 },
  })
  const { customer } = await admin.must('customers/create', {
    lastName: '青山',
    lastNameKana: 'あおやま',
    numbers: ['03-1234-5678'],
  })
  await admin.must('contacts/save', {
    contactId: '0123456789ABCDEFGHJKMNPQRS',
    customerId: customer.customerId,
    outcome: 'call-back',
    note: '明日',
  })
  const { link } = await admin.must('wallboard-links/create', { name: '壁', queueIds: ['sales'], days: 2 })
  await admin.must('wallboard-links/revoke', { linkId: link.linkId })
  await new DeskClient(centre.url).call('session/login', {
    json: true,
    operatorId: 'supervisor',
    password: 'guessed',
  })

  await refusedCall('queue:sales', 1)
  await refusedCall('110', 2)
}

/** The supervisor's telephone asks for what it may not have: the `nth` line of the log that says so. */
async function refusedCall(Destination: string, nth: number): Promise<void> {
  const { telephony } = centre.emulator
  const telephone = new Telephone(telephony)
  const [applicationSid] = telephony.applications.keys()
  telephone.callSid = telephony.connectClient({
    identity: 'supervisor',
    applicationSid: applicationSid!,
    params: { Destination },
    endpoint: telephone,
  })
  const refusals = centre.db.selectFrom('audit_log').select('id').where('action', '=', 'call.refused')
  await vi.waitUntil(async () => (await refusals.execute()).length === nth, { timeout: 10_000 })
}

/** Names and values, as they are read from left to right. */
function readChanges(details: Locator): Promise<string[]> {
  return details
    .locator('dl > div')
    .evaluateAll((all) => all.map((each) => [...each.children].map((child) => child.textContent).join(': ')))
}

describe.each(languages)('in %s', (language) => {
  const open = speaking(visit, language)
  const list = (words: string[]) =>
    new Intl.ListFormat(language, { type: 'conjunction', style: 'narrow' }).format(words)

  test('the log tells what was done, by whom, and what it was before, in the words of the desk', async () => {
    await aBusyMorning()
    const { page, t, isAt } = await open({ as: 'admin', path: '/audit' })
    await isAt('audit.title')
    const rowOf = (action: string) =>
      page.getByRole('row').filter({ has: page.getByRole('cell', { name: action, exact: true }) })
    const changesOf = async (action: string) => {
      const row = rowOf(action).first()
      await row.getByRole('button').click()
      return readChanges(row.locator('xpath=following-sibling::tr[1]'))
    }
    const changed = await changesOf(t('action.operators-update'))
    expect(changed.sort()).toEqual(
      [
        `${t('person.last-name')}: 山田 → 改姓`,
        `${t('customers.numbers')}: 090-1234-5678`,
        `${t('operators.level')}: ${t('level.operator')} → ${t('level.supervisor')}`,
        `${t('operators.queues')}: ${list(['営業', 'サポート'])} → サポート`,
      ].sort(),
    )
    const caution = t('queues.caution-at', { measure: t('queues.threshold-longest') })
    const queueChanges = await changesOf(t('action.queues-update'))
    expect(queueChanges).toContain(`${t('queues.max-size')}: 100 → 1,500`)
    expect(queueChanges.find((line) => line.startsWith(caution))).toMatch(/ → 45$/)
    expect(await changesOf(t('action.customers-create'))).toEqual(
      expect.arrayContaining([
        `${t('person.last-name')}: 青山`,
        `${t('person.last-name-kana')}: あおやま`,
        `${t('customers.numbers')}: 03-1234-5678`,
      ]),
    )
    expect(await changesOf(t('action.contacts-save'))).toContain(
      `${t('customers.outcome')}: ${t('outcome.call-back')}`,
    )
    const madeLink = await changesOf(t('action.wallboard-links-create'))
    expect(madeLink).toContain(`${t('links.name')}: 壁`)
    expect(await changesOf(t('action.call-refused'))).toContain(
      `${t('audit.reason')}: ${t('softphone.fault-emergency-number')}`,
    )
    const refusedCall = rowOf(t('action.call-refused')).first()
    await refusedCall.getByText('110', { exact: true }).waitFor()
    await refusedCall.getByText('supervisor', { exact: true }).waitFor()
    const subjectOf = (row: Locator) => row.getByRole('cell').nth(3).innerText()
    expect(await subjectOf(rowOf(t('action.queues-update')))).toBe('営業 sales')
    expect(await subjectOf(rowOf(t('action.call-refused')).nth(1))).toBe('営業 queue:sales')
    const refusedSignIn = rowOf(t('action.session-refused'))
    await refusedSignIn.getByText(t('audit.nobody'), { exact: true }).waitFor()
    await refusedSignIn.getByText('supervisor', { exact: true }).waitFor()
    expect(await refusedSignIn.getByRole('button').count()).toBe(0)
    await rowOf(t('action.operators-reset-password')).waitFor()
    await changesOf(t('action.wallboard-links-revoke'))

    // Names of the program begin with a small letter, names of the desk never do.
    const names = await page.locator('main dt').allTextContents()
    expect(names.filter((name) => /^[a-z_]/.test(name))).toEqual([])
  })

  test('it is filtered by who, what, about whom and when, and goes on at a press', async () => {
    const rows = Array.from({ length: 58 }, (_, nth) => ({
      at: new Date(Date.UTC(2026, 1, 1, 0, nth)),
      operator_id: 'supervisor',
      action: 'customers/update',
      subject: String(nth % 2),
      before_value: null,
      after_value: null,
    }))
    // The last second of the first of March in Tokyo, and the first of the second.
    const edges = ['2026-03-01T14:59:59Z', '2026-03-01T15:00:00Z'].map((at) => ({
      ...rows[0]!,
      at: new Date(at),
      operator_id: 'operator1',
      action: 'queues/update',
      subject: 'edge',
    }))
    await centre.db
      .insertInto('audit_log')
      .values([...rows, ...edges])
      .execute()
    const { page, t, field, button, press, reads, go } = await open({ as: 'admin', path: '/audit' })
    const shows = (count: number) =>
      expect.poll(() => page.locator('table:not([aria-busy]) tbody tr').count()).toBe(count)
    await shows(50)
    await press('list.more')
    // The administrator's own sign-in is one of them.
    await shows(61)
    expect(await button('list.more').count()).toBe(0)

    await field('audit.every-action').selectOption('queues/update')
    await shows(2)
    await field('audit.from').fill('2026-03-02')
    await shows(1)
    await field('audit.from').fill('2026-03-01')
    await shows(2)
    await field('audit.to').fill('2026-03-01')
    await shows(1)
    await field('audit.to').fill('2026-03-02')
    await shows(2)
    await press('list.clear')
    await shows(61)
    await field('audit.everybody').selectOption('supervisor')
    await shows(50)
    await field('audit.search-subject').fill(' 1 ')
    await shows(29)
    await field('audit.everybody').selectOption('operator1')
    await reads('audit.none-found')
    await field('audit.search-subject').fill('edge')
    await shows(2)
    expect(new URL(page.url()).hash).toBe('#/audit?who=operator1&subject=edge')
    await page.reload()
    await shows(2)
    await page
      .getByRole('cell', { name: t('action.queues-update') })
      .first()
      .waitFor()
    await go('/audit?action=something%2Fnew')
    await reads('audit.none-found')
  })
})
