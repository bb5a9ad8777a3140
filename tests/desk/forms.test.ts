import { beforeEach, describe, expect, test } from 'vitest'
import { createQueue } from '../../emulator/telephony/queue.ts'
import { useCentre } from '../support/centre.ts'
import { signIn } from '../support/desk-client.ts'
import { useDesk } from './support/desk-browser.ts'
import { furnishCustomers, furnishPeople } from './support/furnish.ts'
import { keepsFocus, speaking, type SpokenDesk } from './support/spoken-desk.ts'
import { languages, type Key } from './support/words.ts'

const centre = useCentre({ realTime: true })
const visit = useDesk(centre)

beforeEach(async () => {
  const { telephony } = centre.emulator
  await furnishPeople(centre.db)
  const { sid } = createQueue(telephony, 'sales', 100)
  await centre.db.updateTable('queue').set({ twilio_queue_id: sid }).where('queue_id', '=', 'sales').execute()
})

const admin = { lastName: '管理', firstName: '者' }

/** Every form that changes what is stored: what is typed into it, and where it leads once saved. */
const forms: {
  name: string
  path: string
  action: string
  field: Key
  save: Key
  arrives(desk: SpokenDesk, typed: string): Promise<void>
}[] = [
  {
    name: 'a new customer',
    path: '/customers/new',
    action: 'customers/create',
    field: 'person.last-name',
    save: 'customers.create',
    arrives: ({ isAt }, typed) => isAt({ name: typed }),
  },
  {
    name: 'a customer',
    path: '/customers/1/edit',
    action: 'customers/update',
    field: 'person.first-name',
    save: 'form.save',
    arrives: ({ page }, typed) => page.getByRole('heading', { level: 1, name: new RegExp(typed) }).waitFor(),
  },
  {
    name: 'an operator',
    path: '/operators/operator1',
    action: 'operators/update',
    field: 'person.first-name',
    save: 'form.save',
    arrives: ({ page }, typed) => page.getByRole('link', { name: new RegExp(typed) }).waitFor(),
  },
  {
    name: 'a queue',
    path: '/queues/sales',
    action: 'queues/update',
    field: 'queues.name',
    save: 'form.save',
    arrives: ({ page }, typed) => page.getByRole('link', { name: new RegExp(typed) }).waitFor(),
  },
]

const faults = [
  [{ abort: true }, 'error.network'],
  [{ status: 502, code: 'twilio-away' }, 'error.twilio-away'],
  [{ status: 503, code: 'database-away' }, 'error.database-away'],
  [{ status: 429, code: 'too-many' }, 'error.too-many'],
  [{ status: 500, code: 'internal' }, 'error.internal'],
] as const

describe.each(languages)('in %s', (language) => {
  const open = speaking(visit, language)

  test.each(forms)('a save of $name that fails keeps what was typed and says why', async (form) => {
    await furnishCustomers(centre.db)
    const desk = await open({ as: 'admin', path: form.path })
    const { page, t, field, press, reads, expectComplaint } = desk
    expectComplaint(/Failed to load resource/)
    await field(form.field).fill('途中')
    for (const [fault, words] of faults) {
      await page.route(`**/api/${form.action}`, (route) =>
        'abort' in fault
          ? route.abort('internetdisconnected')
          : route.fulfill({ status: fault.status, json: { error: { code: fault.code } } }),
      )
      await press(form.save)
      await page
        .getByRole('alert')
        .filter({ hasText: t(words) })
        .waitFor()
      expect(await page.getByRole('alert').count()).toBe(1)
      expect(await field(form.field).inputValue()).toBe('途中')
      await page.unroute(`**/api/${form.action}`)
    }
    await reads('error.internal')
    await press(form.save)
    await form.arrives(desk, '途中')
  })

  test('a session that ends in the middle of a form loses nothing that was typed', async () => {
    await furnishCustomers(centre.db)
    const desk = await open({ as: 'admin', path: '/account' })
    const { page, t, field, press, reads, go, isAt, dialog, signIn, expectComplaint } = desk
    expectComplaint(/401/)
    await isAt('shell.account')
    for (const [nth, form] of forms.entries()) {
      const typed = `新田${nth}`
      await go(form.path)
      await field(form.field).fill(typed)
      await centre.db.updateTable('session').set({ ended_at: new Date() }).execute()
      await press(form.save)
      await dialog('session.again').waitFor()
      await reads('session.again-why')
      await page.keyboard.press('Escape')
      if (nth === 0) {
        await signIn('admin', 'wrong')
        await dialog('session.again').getByText(t('error.wrong-credentials')).waitFor()
      }
      await signIn('admin')
      await form.arrives(desk, typed)
      await dialog('session.again').waitFor({ state: 'detached' })
      await keepsFocus(desk)
    }
  })

  test('whose password was reset meanwhile chooses one over the form, which is sent then', async () => {
    const desk = await open({ as: 'supervisor', path: '/operators/operator1' })
    const { page, field, press, dialog, expectComplaint } = desk
    expectComplaint(/401/)
    await field('person.first-name').fill('続子')
    const boss = await signIn(centre.url, 'admin')
    const { operators } = await boss.must('operators/list', {})
    const { version } = operators.find(({ operatorId }) => operatorId === 'supervisor')!
    const { password } = await boss.must('operators/reset-password', { operatorId: 'supervisor', version })
    await press('form.save')
    await dialog('session.again').waitFor()
    await desk.signIn('supervisor', password)
    await dialog('session.choose-password').waitFor()
    expect(await page.getByRole('dialog').count()).toBe(1)
    const choose = async (newPassword: string) => {
      await field('session.given-password').fill(password)
      await field('session.new-password').fill(newPassword)
      await field('session.new-password-again').fill(newPassword)
      await press('session.change-password')
    }
    await choose('a sentence of my own')
    await page.getByRole('link', { name: /続子/ }).waitFor()
    await dialog('session.choose-password').waitFor({ state: 'detached' })
    await keepsFocus(desk)
  })

  test('a half-filled form asks before it is left: by a link, a step back, or signing out', async () => {
    const desk = await open({ as: 'admin', path: '/queues' })
    const { page, t, field, reads, answer, isAt, signOut, button } = desk
    const hash = () => new URL(page.url()).hash
    const isKept = async () => {
      expect(await field('queues.name').inputValue()).toBe('試し')
      expect(hash()).toBe('#/queues/~new')
      await keepsFocus(desk)
    }
    await page.getByRole('link', { name: t('queues.new') }).click()
    await field('queues.name').fill('試し')

    await page.getByRole('link', { name: t('shell.customers') }).click()
    await reads('form.leave-why')
    await answer('form.leave', 'shell.cancel')
    await isKept()
    await page.goBack()
    await answer('form.leave', 'shell.cancel')
    await isKept()
    await signOut(admin)
    await answer('form.leave', 'shell.cancel')
    await isKept()

    // Nothing of that moved the history: the list is still one step back.
    await page.goBack()
    await answer('form.leave', 'form.discard')
    await isAt('queues.title')
    await page.goForward()
    await isAt('queues.new')
    expect(await field('queues.name').inputValue()).toBe('')

    await field('queues.name').fill('試し')
    await page.getByRole('link', { name: t('shell.customers') }).click()
    await answer('form.leave', 'form.discard')
    await isAt('customers.title')
    await page.goBack()
    await isAt('queues.new')
    await field('queues.name').fill('試し')
    await signOut(admin)
    await answer('form.leave', 'form.discard')
    await button('session.sign-in').waitFor()
  })
})

test('an answer that comes after its form was left leads nobody away from the next one', async () => {
  await furnishCustomers(centre.db)
  const desk = await speaking(visit, 'ja')({ as: 'admin', path: '/customers/1/edit' })
  const { page, field, press, reads, answer, go, isAt } = desk
  let release = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/api/customers/update', async (route) => {
    await released
    await route.continue()
  })
  await field('person.first-name').fill('続子')
  await press('form.save')
  await go('/customers/new')
  await answer('form.leave', 'form.discard')
  await isAt('customers.new')
  await field('person.last-name').fill('途中')
  release()
  await reads('form.saved')
  await isAt('customers.new')
  expect(await field('person.last-name').inputValue()).toBe('途中')
  await go('/customers')
  await answer('form.leave', 'shell.cancel')
})

test('who looks at the telephone and comes back finds the form as it was; going on from there asks', async () => {
  const desk = await speaking(
    visit,
    'ja',
  )({
    as: 'admin',
    path: '/queues/~new',
    permissions: ['microphone'],
  })
  const { page, t, field, answer, isAt } = desk
  await field('queues.name').fill('試し')
  const pageLink = (name: Key) =>
    page.getByRole('navigation').getByRole('link', { name: t(name), exact: true })
  await pageLink('shell.phone').click()
  await isAt('shell.phone')
  expect(await field('queues.name').isVisible()).toBe(false)
  await page.goBack()
  await isAt('queues.new')
  expect(await field('queues.name').inputValue()).toBe('試し')

  await pageLink('shell.phone').click()
  await isAt('shell.phone')
  await pageLink('shell.customers').click()
  await answer('form.leave', 'shell.cancel')
  await isAt('queues.new')
  expect(await field('queues.name').inputValue()).toBe('試し')
  await pageLink('shell.phone').click()
  await pageLink('shell.customers').click()
  await answer('form.leave', 'form.discard')
  await isAt('customers.title')
})

test('a list comes back with its filters after a page of one of its rows', async () => {
  const { page, t, field, press, isAt } = await speaking(
    visit,
    'en',
  )({
    as: 'admin',
    path: '/operators?level=operator&sort=-id',
  })
  const hash = '#/operators?level=operator&sort=-id'
  const row = page.getByRole('link', { name: t('shell.person', { lastName: '山田', firstName: '花子' }) })
  const isBack = async () => {
    await isAt('operators.title')
    await row.waitFor()
    expect(await page.getByRole('row').count()).toBe(2)
    expect(new URL(page.url()).hash).toBe(hash)
  }
  await row.click()
  await page
    .getByRole('main')
    .getByRole('link', { name: t('operators.title') })
    .click()
  await isBack()
  await row.click()
  await press('shell.cancel')
  await isBack()
  await row.click()
  await field('person.first-name').fill('花子')
  await press('form.save')
  await isBack()
  await row.click()
  await page.goBack()
  await isBack()
  await page.reload()
  await isBack()
})

test('an input method’s letters are taken once: digits of any width, and no search in mid-composition', async () => {
  await furnishCustomers(centre.db)
  const desk = await speaking(visit, 'ja')({ as: 'admin', path: '/queues/sales' })
  const { page, field, reads, press, go, isAt } = desk
  const keyboard = await page.context().newCDPSession(page)
  const compose = (text: string) =>
    keyboard.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    })
  await field('queues.max-size').fill('')
  await field('queues.max-size').focus()
  await compose('２')
  await compose('２０')
  expect(await field('queues.max-size').inputValue()).toBe('２０')
  await keyboard.send('Input.insertText', { text: '２０' })
  expect(await field('queues.max-size').inputValue()).toBe('20')
  await press('form.save')
  await isAt('queues.title')
  const { max_size } = await centre.db
    .selectFrom('queue')
    .select('max_size')
    .where('queue_id', '=', 'sales')
    .executeTakeFirstOrThrow()
  expect(max_size).toBe(20)

  await go('/customers')
  await reads('customers.shown', { count: 20, total: 20 })
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/customers/search'))
      asked.push((request.postDataJSON() as { term: string }).term)
  })
  await page.getByRole('searchbox').focus()
  for (const text of ['s', 'す', 'すz', 'すず']) await compose(text)
  // Longer than typing takes to settle: what is being converted is nobody's question yet.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)))
  expect(asked).toEqual([])
  await keyboard.send('Input.insertText', { text: 'すず' })
  await reads('customers.shown', { count: 6, total: 6 })
  expect(asked).toEqual(['すず'])
  expect(await page.getByRole('searchbox').inputValue()).toBe('すず')
})

test('a 409 whose latest cannot be loaded says why, and loads it at the next press', async () => {
  const { page, t, field, press, reads, expectComplaint } = await speaking(
    visit,
    'ja',
  )({
    as: 'admin',
    path: '/queues/sales',
  })
  expectComplaint(/409|502/)
  await field('queues.name').fill('私の名')
  await centre.db
    .updateTable('queue')
    .set((eb) => ({ queue_name: '先の名', max_size: 33, version: eb('version', '+', 1) }))
    .where('queue_id', '=', 'sales')
    .execute()
  await press('form.save')
  await reads('error.changed-meanwhile')
  await page.route('**/api/queues/list', (route) =>
    route.fulfill({ status: 502, json: { error: { code: 'twilio-away' } } }),
  )
  await press('form.load-latest')
  await reads('error.twilio-away')
  expect(await field('queues.name').inputValue()).toBe('私の名')
  await page.unroute('**/api/queues/list')
  await press('form.load-latest')
  await reads('form.theirs', { value: '先の名' })
  await reads('form.taken', { value: 100 })
  expect(await page.getByText(t('error.twilio-away')).count()).toBe(0)
  await press('form.save')
  await page.getByRole('link', { name: '私の名' }).waitFor()
})
