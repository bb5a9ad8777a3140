import { beforeEach, describe, expect, test } from 'vitest'
import { useCentre } from '../support/centre.ts'
import { useDesk } from './support/desk-browser.ts'
import { furnishCustomers, furnishPeople } from './support/furnish.ts'
import { aPastCall } from './support/past-calls.ts'
import { keepsFocus, speaking } from './support/spoken-desk.ts'
import { languages } from './support/words.ts'

const centre = useCentre({ realTime: true })
const visit = useDesk(centre)

beforeEach(async () => {
  await furnishPeople(centre.db)
  await furnishCustomers(centre.db)
})

const numbersOf = async (customerId: number) => {
  const rows = await centre.db
    .selectFrom('customer_number')
    .select('number')
    .where('customer_id', '=', customerId)
    .orderBy('position')
    .execute()
  return rows.map(({ number }) => number)
}

describe.each(languages)('in %s', (language) => {
  const open = speaking(visit, language)

  test('customers are found as one types, by reading and by last digits; the list goes on at a press', async () => {
    const { page, press, reads } = await open({ as: 'supervisor', path: '/customers' })
    const shown = (count: number) => reads('customers.shown', { count, total: count })
    await shown(20)
    await press('list.more')
    await shown(40)
    const search = page.getByRole('searchbox')
    await search.fill('スズ')
    await shown(6)
    await search.fill('5001')
    await shown(1)
    await page.getByText('03-1234-5001').waitFor()
    await search.fill('いない人')
    await reads('customers.none-found')
    await search.fill('スズ')
    await shown(6)
    await page.getByRole('row').nth(2).getByRole('link').click()
    await reads('customers.history')
    await page.goBack()
    await shown(6)
    expect(await search.inputValue()).toBe('スズ')
  })

  test('a customer is made, noted on, changed and removed', async () => {
    const desk = await open({ as: 'supervisor', path: '/customers/new' })
    const { page, t, field, button, press, reads, answer, isAt } = desk
    await field('person.last-name').fill('青山')
    await field('person.first-name').fill('澄子')
    await field('customers.number-nth', { nth: 1 }).fill('０３ー１２３４ー５６７８')
    await press('customers.create')
    await button('customers.call', { number: '03-1234-5678' }).waitFor()
    await reads('customers.no-history')

    await press('form.save')
    await field('customers.note').and(page.locator('[aria-invalid=true]')).waitFor()
    await reads('field.required')
    await field('customers.note').fill('店頭でのご相談。')
    await field('customers.outcome').selectOption('resolved')
    await press('form.save')
    const history = page.getByRole('region', { name: t('customers.history') })
    await history.getByText('店頭でのご相談。').waitFor()
    await history.getByText(t('outcome.resolved')).waitFor()
    expect(await field('customers.note').inputValue()).toBe('')
    expect(await page.getByText(t('field.required')).count()).toBe(0)

    await page.getByRole('link', { name: t('customers.edit') }).click()
    await field('person.first-name').fill('純子')
    await press('form.save')
    const name = t('shell.person', { lastName: '青山', firstName: '純子' })
    await isAt({ name })
    await page.getByRole('link', { name: t('customers.edit') }).click()
    await press('customers.remove')
    await reads('customers.remove-why', { name })
    await answer('customers.remove', 'shell.cancel')
    await keepsFocus(desk)
    await press('customers.remove')
    await answer('customers.remove', 'form.remove')
    await reads('customers.removed', { name })
    await isAt('customers.title')
    await keepsFocus(desk)
  })

  test('a number that is none is told beside its own field', async () => {
    const { page, field, press, reads, expectComplaint } = await open({
      as: 'operator1',
      path: '/customers/new',
    })
    expectComplaint(/400/)
    const number = (nth: number) => field('customers.number-nth', { nth })
    const faulty = page.locator('[aria-invalid=true]')
    await field('person.last-name').fill('青山')
    await press('customers.add-number')
    await number(2).fill('12')
    await press('customers.create')
    await number(2).and(faulty).waitFor()
    await reads('field.malformed')
    // The field above is empty: nothing was said about it.
    expect(await faulty.count()).toBe(1)

    // A right one above moves the server's count, not its word.
    await number(1).fill('03-1234-5678')
    await press('customers.add-number')
    await number(3).fill('090-1234-5678')
    await press('customers.create')
    await number(2).and(faulty).waitFor()
    expect(await faulty.count()).toBe(1)
    await press('customers.remove-number', { number: '12' })
    await expect.poll(() => faulty.count()).toBe(0)
    expect(await number(2).inputValue()).toBe('090-1234-5678')
  })

  test('after a colleague was faster, both sides’ numbers are kept, and a name says what it was', async () => {
    const { page, t, field, press, reads, isAt, expectComplaint } = await open({
      as: 'operator1',
      path: '/customers/2/edit',
    })
    expectComplaint(/409|503/)
    await field('person.last-name').fill('私の姓')
    await press('customers.add-number')
    await field('customers.number-nth', { nth: 2 }).fill('090-1111-1111')
    await centre.db
      .updateTable('customer')
      .set((eb) => ({ last_name: '先の姓', version: eb('version', '+', 1) }))
      .where('customer_id', '=', 2)
      .execute()
    const theirs = { number: '+819022222222', search_number: '819022222222', last_four: '2222', position: 1 }
    await centre.db
      .insertInto('customer_number')
      .values({ customer_id: 2, ...theirs })
      .execute()
    await press('form.save')
    await reads('error.changed-meanwhile')

    await page.route('**/api/customers/show', (route) =>
      route.fulfill({ status: 503, json: { error: { code: 'database-away' } } }),
    )
    await press('form.load-latest')
    await reads('error.database-away')
    expect(await field('person.last-name').inputValue()).toBe('私の姓')
    await page.unroute('**/api/customers/show')

    await press('form.load-latest')
    await reads('form.theirs', { value: '先の姓' })
    expect(await page.getByText(t('error.database-away')).count()).toBe(0)
    const stored = await centre.db
      .selectFrom('customer')
      .selectAll()
      .where('customer_id', '=', 2)
      .executeTakeFirstOrThrow()
    expect(await field('person.first-name').inputValue()).toBe(stored.first_name)
    await press('form.save')
    await isAt({ name: t('shell.person', { lastName: '私の姓', firstName: stored.first_name }) })
    expect(await numbersOf(2)).toEqual(['+81312345002', '+819022222222', '+819011111111'])
  })

  test('a history tells calls with their wait and talk, in the centre’s zone wherever the desk stands', async () => {
    const from = '+81312345001'
    const at = (time: string) => new Date(`2026-11-24T${time}Z`)
    await aPastCall(centre.db, {
      from,
      enteredAt: at('15:00:00'),
      answeredAt: at('15:00:42'),
      endedAt: at('15:02:56'),
    })
    await aPastCall(centre.db, { from, enteredAt: at('14:59:00'), leftAt: at('14:59:30') })
    const { page, t } = await open({ as: 'operator1', path: '/customers/1', timeZone: 'America/New_York' })
    const entries = page.getByRole('region', { name: t('customers.history') }).getByRole('listitem')
    const [answered, abandoned] = [entries.nth(0), entries.nth(1)]
    await answered.waitFor()
    const duration = language === 'ja' ? ['42秒', '2分14秒', '30秒'] : ['42s', '2m 14s', '30s']
    const days = language === 'ja' ? ['2026/11/25', '2026/11/24'] : ['Nov 25, 2026', 'Nov 24, 2026']
    for (const [entry, words] of [
      [
        answered,
        [
          days[0],
          '00:00',
          t('customers.incoming-answered'),
          t('customers.waited', { duration: duration[0]! }),
          t('customers.talked', { duration: duration[1]! }),
          '03-1234-5001',
          'サポート',
        ],
      ],
      [
        abandoned,
        [
          days[1],
          '23:59',
          t('customers.abandoned-waiting'),
          t('customers.waited', { duration: duration[2]! }),
        ],
      ],
    ] as const) {
      for (const word of words) await entry.getByText(word!, { exact: true }).waitFor()
    }
    expect(await abandoned.getByText(t('customers.talked', { duration: '' }).trim()).count()).toBe(0)
  })

  test('one click on a number leads to the telephone, with the number ready', async () => {
    const { page, press, field, isAt } = await open({
      as: 'operator1',
      path: '/customers/1',
      permissions: ['microphone'],
    })
    await press('customers.call', { number: '03-1234-5001' })
    await isAt('shell.phone')
    expect(new URL(page.url()).hash).toBe('#/phone?number=%2B81312345001')
    await expect.poll(() => field('softphone.dial').inputValue()).toMatch(/^(03-1234-5001|\+81312345001)$/)
  })

  test('an operator looks for somebody by two characters, and removes nobody', async () => {
    const { page, button, reads, go } = await open({ as: 'operator1', path: '/customers' })
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/customers/search')) asked.push(request.postData() ?? '')
    })
    await reads('customers.type-two')
    await page.getByRole('searchbox').fill('鈴')
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)))
    await reads('customers.type-two')
    expect(asked).toEqual([])
    await page.getByRole('searchbox').fill('鈴木')
    await reads('customers.shown', { count: 6, total: 6 })
    await go('/customers/1/edit')
    await button('form.save').waitFor()
    expect(await button('customers.remove').count()).toBe(0)
  })

  test('a customer is removed with the history where that is said', async () => {
    const { field, press, reads, answer, isAt } = await open({ as: 'supervisor', path: '/customers/1/edit' })
    await field('customers.remove-history').check()
    await press('customers.remove')
    await answer('customers.remove', 'form.remove')
    await isAt('customers.title')
    await reads('customers.title')
    expect(await centre.db.selectFrom('contact').selectAll().where('customer_id', '=', 1).execute()).toEqual(
      [],
    )
  })

  test('a list that cannot be fetched says so and is fetched at a press', async () => {
    const { page, isAt, reads, press, go, expectComplaint } = await open({
      as: 'supervisor',
      path: '/account',
    })
    expectComplaint(/Failed to load resource/)
    await isAt('shell.account')
    await page.route('**/api/customers/search', (route) =>
      route.fulfill({ status: 403, json: { error: { code: 'level' } } }),
    )
    await go('/customers')
    await reads('error.level')
    await page.unroute('**/api/customers/search')
    await press('shell.try-again')
    await reads('customers.shown', { count: 20, total: 20 })
  })
})
