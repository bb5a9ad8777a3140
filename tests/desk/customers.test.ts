import { beforeEach, expect, test } from 'vitest'
import { useCentre } from '../support/centre.ts'
import { useDesk } from './support/desk-browser.ts'
import { furnishCustomers, furnishPeople } from './support/furnish.ts'

const centre = useCentre({ realTime: true })
const visit = useDesk(centre)

beforeEach(async () => {
  await furnishPeople(centre.db)
  await furnishCustomers(centre.db)
})

test('customers are found as one types: by reading, and by the last digits of a number', async () => {
  const { page } = await visit({ as: 'operator1', path: '/customers' })
  await page.getByText('20件を表示').waitFor()
  await page.getByRole('searchbox').fill('スズ')
  await page.getByText('6件を表示').waitFor()
  await page.getByRole('searchbox').fill('5001')
  await page.getByText('1件を表示').waitFor()
  await page.getByText('03-1234-5001').waitFor()
  await page.getByRole('searchbox').fill('いない人')
  await page.getByText('該当する顧客はいません').waitFor()
})

test('a list goes on at a press', async () => {
  const { page } = await visit({ as: 'operator1', path: '/customers' })
  await page.getByText('20件を表示').waitFor()
  await page.getByRole('button', { name: 'さらに表示' }).click()
  await page.getByText('40件を表示').waitFor()
})

test('a customer is made, noted on, changed and removed', async () => {
  const { page } = await visit({ as: 'operator1', path: '/customers/new' })
  await page.getByLabel('姓', { exact: true }).fill('青山')
  await page.getByLabel('名', { exact: true }).fill('澄子')
  await page.getByLabel('電話番号 1', { exact: true }).fill('０３ー１２３４ー５６７８')
  await page.getByRole('button', { name: '登録する' }).click()
  await page.getByRole('button', { name: '03-1234-5678に電話をかける' }).waitFor()
  await page.getByText('応対履歴はまだありません').waitFor()

  await page.getByLabel('メモ').fill('店頭でのご相談。')
  await page.getByLabel('結果').selectOption('resolved')
  await page.getByRole('button', { name: '保存する' }).click()
  const history = page.getByRole('region', { name: '応対履歴' })
  await history.getByText('店頭でのご相談。').waitFor()
  await history.getByText('解決').waitFor()
  expect(await page.getByLabel('メモ').inputValue()).toBe('')

  await page.getByRole('link', { name: '顧客情報を編集' }).click()
  await page.getByLabel('名', { exact: true }).fill('純子')
  await page.getByRole('button', { name: '保存する' }).click()
  await page.getByRole('heading', { name: '青山 純子' }).waitFor()
  await page.getByRole('link', { name: '顧客情報を編集' }).click()
  await page.getByRole('button', { name: '顧客を削除' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '削除する' }).click()
  await page.getByText('青山 純子様を削除しました。').waitFor()
})

test('a number that is none is told beside its field', async () => {
  const { page, expectComplaint } = await visit({ as: 'operator1', path: '/customers/new' })
  expectComplaint(/400/)
  await page.getByLabel('姓', { exact: true }).fill('青山')
  await page.getByRole('button', { name: '電話番号を追加' }).click()
  await page.getByLabel('電話番号 2', { exact: true }).fill('12')
  await page.getByRole('button', { name: '登録する' }).click()
  await page.getByLabel('電話番号 2', { exact: true }).and(page.locator('[aria-invalid=true]')).waitFor()
  // The field above is empty: nothing was said about it.
  expect(await page.locator('[aria-invalid=true]').count()).toBe(1)
})

for (const [fault, sentence] of [
  [{ abort: true }, 'ネットワークにつながりません'],
  [{ status: 502, code: 'twilio-away' }, '電話サービス(Twilio)につながりません'],
  [{ status: 503, code: 'database-away' }, 'データベースにつながりません'],
  [{ status: 429, code: 'too-many' }, '短い間に操作が集中しています'],
] as const) {
  test(`a save that fails keeps what was typed and says why: ${sentence}`, async () => {
    const { page, expectComplaint } = await visit({ as: 'operator1', path: '/customers/new' })
    expectComplaint(/Failed to load resource/)
    await page.route('**/api/customers/create', (route) =>
      'abort' in fault
        ? route.abort('internetdisconnected')
        : route.fulfill({ status: fault.status, json: { error: { code: fault.code } } }),
    )
    await page.getByLabel('姓', { exact: true }).fill('途中')
    await page.getByRole('button', { name: '登録する' }).click()
    await page.getByText(sentence).waitFor()
    await page.unroute('**/api/customers/create')
    await page.getByRole('button', { name: '登録する' }).click()
    await page.getByRole('heading', { name: '途中' }).waitFor()
  })
}

test('a list that cannot be fetched says so and is fetched at a press', async () => {
  const { page, expectComplaint, go } = await visit({ as: 'operator1', path: '/account' })
  expectComplaint(/Failed to load resource/)
  await page.getByRole('heading', { name: 'アカウント' }).waitFor()
  await page.route('**/api/customers/search', (route) =>
    route.fulfill({ status: 403, json: { error: { code: 'level' } } }),
  )
  await go('/customers')
  await page.getByText('この操作をする権限がありません').waitFor()
  await page.unroute('**/api/customers/search')
  await page.getByRole('button', { name: 'もう一度試す' }).click()
  await page.getByText('20件を表示').waitFor()
})
