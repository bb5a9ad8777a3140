import { beforeEach, describe, expect, test } from 'vitest'
import { testPassword } from '../support/builders.ts'
import { useCentre } from '../support/centre.ts'
import { useDesk } from './support/desk-browser.ts'
import { furnishPeople } from './support/furnish.ts'
import { speaking } from './support/spoken-desk.ts'
import { languages, wordsOf } from './support/words.ts'

const centre = useCentre({ realTime: true })
const visit = useDesk(centre)

beforeEach(() => furnishPeople(centre.db))

const nobodyYet = /401/
const supervisor = { lastName: '見守', firstName: 'る子' }

describe.each(languages)('in %s', (language) => {
  const open = speaking(visit, language)

  test('a wrong password is told in a sentence, the right one opens the desk', async () => {
    const { expectComplaint, isAt, reads, signIn } = await open()
    expectComplaint(nobodyYet)
    await isAt('session.sign-in')
    await signIn('supervisor', 'wrong')
    await reads('error.wrong-credentials')
    await signIn('supervisor')
    await isAt('wallboard.title')
  })

  test('a given password opens nothing but the choice of an own one', async () => {
    await centre.db
      .updateTable('operator')
      .set({ must_change_password: 1 })
      .where('operator_id', '=', 'supervisor')
      .execute()
    const { field, isAt, press, reads, expectComplaint } = await open({
      as: 'supervisor',
      path: '/customers',
    })
    expectComplaint(/400/)
    await isAt('session.choose-password')
    const choose = async (password: string, again = password) => {
      await field('session.given-password').fill(testPassword)
      await field('session.new-password').fill(password)
      await field('session.new-password-again').fill(again)
      await press('session.change-password')
    }
    await choose('a long sentence of my own', 'another sentence')
    await reads('session.passwords-differ')
    await choose('short')
    await reads('field.too-short')
    await choose('Password1234')
    await reads('field.common')
    await choose(testPassword)
    await reads('field.common')
    await choose('a long sentence of my own')
    await isAt('customers.title')
  })

  test('the language is remembered for each person', async () => {
    const other = language === 'ja' ? 'en' : 'ja'
    const theirs = wordsOf(other)
    const { page, field, signIn, expectComplaint } = await open({ as: 'supervisor', path: '/account' })
    expectComplaint(nobodyYet)
    await field('shell.language').selectOption(other)
    await page.getByRole('heading', { name: theirs('shell.account') }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe(other)
    await page.getByRole('button', { name: theirs('shell.person', supervisor) }).click()
    await page.getByRole('menuitem', { name: theirs('session.sign-out') }).click()
    await page.getByRole('button', { name: language === 'ja' ? '日本語' : 'English' }).click()
    await signIn('supervisor')
    await page.getByRole('heading', { name: theirs('shell.account') }).waitFor()
  })
})

describe('in one browser', () => {
  const open = speaking(visit, 'ja')

  test('a sign-out that does not reach the server says so, holds over a reload, and is sent until it does', async () => {
    const { page, isAt, reads, signIn, signOut, expectComplaint } = await open({ as: 'supervisor' })
    expectComplaint(/401|ERR_FAILED|Failed to load/)
    await isAt('wallboard.title')
    await page.route('**/api/**', (route) => route.abort())
    await signOut(supervisor)
    await reads('session.leaving')
    await page.reload()
    await isAt('session.sign-in')
    await reads('session.leaving')
    const running = () => centre.db.selectFrom('session').select('ended_at').execute()
    expect(await running()).toEqual([{ ended_at: null }])

    await page.unroute('**/api/**')
    await page.getByText('サインアウトがサーバーに届いていません').waitFor({ state: 'detached' })
    expect(await running()).toEqual([{ ended_at: expect.any(Date) }])
    await page.reload()
    await isAt('session.sign-in')
    await signIn('operator1')
    await page.getByRole('button', { name: '山田 花子' }).waitFor()
  })

  test('who signs in meanwhile is not signed out with the one before', async () => {
    const { page, isAt, reads, signIn, signOut, expectComplaint } = await open({ as: 'supervisor' })
    expectComplaint(/401|409|ERR_FAILED|Failed to load/)
    await isAt('wallboard.title')
    await page.route('**/api/session/logout', (route) => route.abort())
    await signOut(supervisor)
    await reads('session.leaving')
    await page.unroute('**/api/session/logout')
    await signIn('operator1')
    await page.getByRole('button', { name: '山田 花子' }).waitFor()
    await page.reload()
    await page.getByRole('button', { name: '山田 花子' }).waitFor()
    const sessions = await centre.db.selectFrom('session').select(['operator_id', 'ended_at']).execute()
    expect(sessions.sort((one, other) => one.operator_id.localeCompare(other.operator_id))).toEqual([
      { operator_id: 'operator1', ended_at: null },
      { operator_id: 'supervisor', ended_at: expect.any(Date) },
    ])
  })

  test('of two people the first one’s tab saves nothing, keeps what was typed, and goes on when they are back', async () => {
    const { page, become, field, press, dialog, expectComplaint, t } = await open({
      as: 'operator1',
      path: '/customers/new',
    })
    expectComplaint(/409/)
    await field('person.last-name').fill('鈴木')
    await become('supervisor')
    await press('customers.create')
    await dialog('session.other').waitFor()
    expect(await centre.db.selectFrom('customer').selectAll().execute()).toEqual([])
    const again = dialog('session.other')
    await again.getByLabel(t('session.password'), { exact: true }).fill(testPassword)
    await again.getByRole('button', { name: t('session.sign-in') }).click()
    await page.getByRole('heading', { name: '鈴木' }).waitFor()
    const [entry] = await centre.db
      .selectFrom('audit_log')
      .select('operator_id')
      .where('action', '=', 'customers/create')
      .execute()
    expect(entry).toEqual({ operator_id: 'operator1' })

    await become('supervisor')
    await page
      .getByRole('navigation')
      .getByRole('link', { name: t('shell.wallboard') })
      .click()
    await dialog('session.other').waitFor()
    await press('session.go-on-as-other')
    await page.getByRole('button', { name: '見守 る子' }).waitFor()
  })
})

test('inside another page the desk does not show itself, and opens in a tab of its own', async () => {
  const { page, context, expectComplaint } = await visit({ as: 'supervisor', address: '/no-desk' })
  expectComplaint(/404/)
  const another = page.waitForRequest('**/session/current', { timeout: 1000 }).catch(() => undefined)
  await page.setContent(`<iframe src="${centre.url}/#/customers"></iframe>`)
  const frame = page.frameLocator('iframe')
  await frame.getByRole('heading', { name: '別のページの中では表示しません' }).waitFor()
  expect(await another).toBeUndefined()
  const opened = context.waitForEvent('page')
  await frame.getByRole('link', { name: '新しいタブで開く' }).click()
  await (await opened).getByRole('heading', { name: '顧客' }).waitFor()
})
