import { beforeEach, describe, expect, test } from 'vitest'
import { testPassword, aQueue } from '../support/builders.ts'
import { useCentre } from '../support/centre.ts'
import { DeskClient } from '../support/desk-client.ts'
import { useDesk } from './support/desk-browser.ts'
import { furnishPeople } from './support/furnish.ts'
import { keepsFocus, speaking } from './support/spoken-desk.ts'
import { languages } from './support/words.ts'

const centre = useCentre({ realTime: true })
const visit = useDesk(centre)

beforeEach(() => furnishPeople(centre.db))

const hanako = { lastName: '山田', firstName: '花子' }
const operatorNamed = (operatorId: string) =>
  centre.db.selectFrom('operator').selectAll().where('operator_id', '=', operatorId).executeTakeFirstOrThrow()
const queuesOf = async (operatorId: string) => {
  const rows = await centre.db
    .selectFrom('operator_queue')
    .select('queue_id')
    .where('operator_id', '=', operatorId)
    .orderBy('queue_id')
    .execute()
  return rows.map(({ queue_id }) => queue_id)
}
const signInAs = (operatorId: string, password: string) =>
  new DeskClient(centre.url).call('session/login', { json: true, operatorId, password })

describe.each(languages)('in %s', (language) => {
  const open = speaking(visit, language)

  test('a new operator gets a password that is shown once, and signs in with it', async () => {
    const desk = await open({ as: 'supervisor', path: '/operators/~new' })
    const { page, t, field, press, isAt, dialog } = desk
    await isAt('operators.new')
    await field('operators.id').fill('kato-1')
    await field('person.last-name').fill('加藤')
    await field('person.first-name').fill('健')
    await page.getByRole('checkbox', { name: 'サポート' }).check()
    await press('operators.create')
    const once = dialog('operators.password-once')
    const password = await once
      .getByRole('status', { name: t('operators.password-once'), exact: true })
      .textContent()
    await page.keyboard.press('Escape')
    await desk.reads('operators.password-once-why')
    await press('operators.password-noted')
    await page.getByRole('link', { name: t('shell.person', { lastName: '加藤', firstName: '健' }) }).waitFor()
    await keepsFocus(desk)

    const other = await open()
    other.expectComplaint(/401/)
    await other.signIn('kato-1', password!)
    await other.isAt('session.choose-password')
  })

  test('what the server refuses stands beside its field, and what was typed stays', async () => {
    const { page, field, press, reads, expectComplaint } = await open({
      as: 'admin',
      path: '/operators/~new',
    })
    expectComplaint(/400|409/)
    await field('operators.id').fill('operator1')
    await press('operators.create')
    await field('person.last-name').and(page.locator('[aria-invalid=true]:focus')).waitFor()
    await reads('field.required')
    await field('person.last-name').fill('二重')
    await field('person.first-name').fill('登録')
    await press('operators.create')
    await reads('field.taken')
    await reads('error.taken')
    expect(await field('person.last-name').inputValue()).toBe('二重')
  })

  test('after a colleague was faster, the latest is loaded under what was typed', async () => {
    const { page, t, field, press, reads, expectComplaint } = await open({
      as: 'admin',
      path: '/operators/operator1',
    })
    expectComplaint(/409/)
    await field('person.last-name').fill('新姓')
    await page.getByRole('checkbox', { name: '営業' }).uncheck()
    await centre.db
      .updateTable('operator')
      .set((eb) => ({
        first_name: '別名',
        last_name: '先姓',
        operator_level_id: 2,
        version: eb('version', '+', 1),
      }))
      .where('operator_id', '=', 'operator1')
      .execute()
    await press('form.save')
    await reads('error.changed-meanwhile')
    await press('form.load-latest')
    await expect.poll(() => field('person.first-name').inputValue()).toBe('別名')
    expect(await field('person.last-name').inputValue()).toBe('新姓')
    await reads('form.theirs', { value: '先姓' })
    await reads('form.taken', { value: '花子' })
    await reads('form.taken', { value: t('level.operator') })
    expect(await field('operators.level').inputValue()).toBe('supervisor')
    await press('form.save')
    await page
      .getByRole('link', { name: t('shell.person', { lastName: '新姓', firstName: '別名' }) })
      .waitFor()
    expect(await queuesOf('operator1')).toEqual(['support'])
  })

  test('a password is reset: told once, the old one opens nothing, and the form goes on', async () => {
    const desk = await open({ as: 'supervisor', path: '/operators/operator1' })
    const { page, t, button, field, press, reads, answer, dialog } = desk
    const name = t('shell.person', hanako)
    await press('operators.reset-password')
    await reads('operators.reset-why', { name })
    await answer('operators.reset-password', 'shell.cancel')
    expect(await button('operators.reset-password').evaluate((it) => it === document.activeElement)).toBe(
      true,
    )
    await field('person.last-name').fill('改姓')
    await press('operators.reset-password')
    await answer('operators.reset-password', 'operators.reset')
    const once = dialog('operators.password-once')
    const password = await once
      .getByRole('status', { name: t('operators.password-once'), exact: true })
      .textContent()
    await page.keyboard.press('Escape')
    await page.mouse.click(5, 5)
    expect(await once.isVisible()).toBe(true)
    await press('operators.password-noted')
    await once.waitFor({ state: 'detached' })
    await keepsFocus(desk)
    expect(await page.getByText(password!).count()).toBe(0)

    expect((await signInAs('operator1', testPassword)).status).toBe(401)
    const { status, body } = await signInAs('operator1', password!)
    expect([status, body.operator.mustChangePassword]).toEqual([200, true])

    // The reset was a change of the operator too: what was typed meanwhile is saved on top of it.
    await press('form.save')
    await page
      .getByRole('row', { name: t('shell.person', { ...hanako, lastName: '改姓' }) })
      .getByText(t('operators.first-password'))
      .waitFor()
  })

  test('a number in the domestic writing is stored in the international one; who is disabled stays out', async () => {
    const { page, t, field, press, reads, go, expectComplaint } = await open({
      as: 'admin',
      path: '/operators/operator1',
    })
    expectComplaint(/400/)
    await field('operators.telnum').fill('0312')
    await press('form.save')
    await field('operators.telnum').and(page.locator('[aria-invalid=true]')).waitFor()
    await reads('field.malformed')
    await field('operators.telnum').fill('090-1234-5678')
    await page.getByLabel(t('operators.disable'), { exact: true }).check()
    await press('form.save')
    const row = page.getByRole('row', { name: t('shell.person', hanako) })
    await row.getByText(t('operators.disabled')).waitFor()
    const { telnum, disabled_at } = await operatorNamed('operator1')
    expect([telnum, disabled_at !== null]).toEqual(['+819012345678', true])
    expect((await signInAs('operator1', testPassword)).status).toBe(401)

    await row.getByRole('link').click()
    await expect.poll(() => field('operators.telnum').inputValue()).toBe('090-1234-5678')
    await go('/operators?use=active')
    await page.getByText('admin', { exact: true }).waitFor()
    expect(await row.count()).toBe(0)
  })

  test('removal asks first, and an operator who is gone leaves the list', async () => {
    const desk = await open({ as: 'supervisor', path: '/operators/operator1' })
    const { page, t, press, reads, answer } = desk
    const name = t('shell.person', hanako)
    await press('operators.remove')
    await reads('operators.remove-why', { name })
    await answer('operators.remove', 'form.remove')
    await reads('operators.removed', { name })
    await expect.poll(() => page.getByRole('link', { name }).count()).toBe(0)
    await keepsFocus(desk)
  })

  test('a system administrator is not shown to supervisors, who cannot make one either', async () => {
    const { button, field, reads, go, isAt } = await open({ as: 'supervisor', path: '/operators/admin' })
    await reads('error.not-found')
    expect(await button('form.save').count()).toBe(0)
    await go('/operators/~new')
    await isAt('operators.new')
    const levels = field('operators.level').getByRole('option')
    expect(await levels.evaluateAll((options) => options.map((it) => it.getAttribute('value')))).toEqual([
      'operator',
      'supervisor',
    ])
  })

  test('nobody disables, removes or raises themselves, and the last administrator stays', async () => {
    const { page, t, button, field, reads, press, answer, go, isAt, expectComplaint } = await open({
      as: 'admin',
      path: '/operators/admin',
    })
    expectComplaint(/409|403/)
    await reads('operators.own-level')
    expect(await field('operators.level').isDisabled()).toBe(true)
    expect(await page.getByLabel(t('operators.disable'), { exact: true }).count()).toBe(0)
    expect(await button('operators.remove').count()).toBe(0)
    expect(await button('operators.reset-password').count()).toBe(0)

    // Two administrators who remove each other at once: the server has the last word.
    for (const code of ['own-account', 'last-admin'] as const) {
      await page.route('**/api/operators/delete', (route) =>
        route.fulfill({ status: 409, json: { error: { code } } }),
      )
      await go('/operators/operator1')
      await isAt({ name: t('shell.person', hanako) })
      await press('operators.remove')
      await answer('operators.remove', 'form.remove')
      await reads(`error.${code}`)
      await page.unroute('**/api/operators/delete')
    }
  })

  test('among many queues only those in sight are chosen at once; Enter in their search saves nothing', async () => {
    for (let nth = 1; nth <= 8; nth++)
      await aQueue(centre.db, { queue_id: `night-${nth}`, queue_name: `夜間${nth}` })
    const { page, t, field, press, reads, go, isAt, expectComplaint } = await open({
      as: 'admin',
      path: '/operators/operator1',
    })
    expectComplaint(/400/)
    const saves: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/operators/update')) saves.push(request.url())
    })
    await reads('queues.chosen', { chosen: 2, total: 10 })
    await field('queues.search').fill('NIGHT-')
    await expect.poll(() => page.getByRole('checkbox', { name: '営業' }).count()).toBe(0)
    await press('queues.choose-all')
    await reads('queues.chosen', { chosen: 10, total: 10 })
    await field('queues.search').fill('NIGHT-8')
    await expect.poll(() => page.getByRole('checkbox', { name: '夜間7' }).count()).toBe(0)
    await press('queues.choose-none')
    await reads('queues.chosen', { chosen: 9, total: 10 })
    await field('queues.search').press('Enter')
    await field('queues.search').fill('nowhere')
    await reads('queues.none-found')
    expect(saves).toEqual([])
    await press('form.save')
    await isAt('operators.title')
    expect(await queuesOf('operator1')).toEqual([
      ...[1, 2, 3, 4, 5, 6, 7].map((nth) => `night-${nth}`),
      'sales',
      'support',
    ])

    await go('/wallboard/links/new')
    await page.getByLabel(t('links.name'), { exact: true }).fill('会議室')
    await press('links.create')
    await reads('queues.choose-one')
    expect(await page.getByText(t('field.too-short')).count()).toBe(0)
  })
})
