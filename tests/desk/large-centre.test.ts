import type { Locator, Page } from 'playwright-core'
import { beforeEach, expect, test } from 'vitest'
import { useCentre } from '../support/centre.ts'
import { useDesk } from './support/desk-browser.ts'
import { furnishLargely, hardNames } from './support/furnish.ts'

const centre = useCentre({ realTime: true })
const visit = useDesk(centre)

beforeEach(() => furnishLargely(centre.db))

test('200 operators are sorted, filtered and paged, and the address says how', async () => {
  const { page } = await visit({ as: 'admin', path: '/operators' })
  const rows = page.getByRole('table').locator('tbody tr')
  await page.getByText('200件中 1–50件').waitFor()
  await page.getByRole('button', { name: 'ID' }).click()
  expect(await rows.first().textContent()).toContain('admin')
  await page.getByRole('button', { name: '次へ' }).click()
  await page.getByText('200件中 51–100件').waitFor()
  await page.getByLabel('全権限').selectOption('supervisor')
  await page.getByText(/^9件中/).waitFor()
  expect(new URL(page.url()).hash).toBe('#/operators?sort=id&level=supervisor')
  await page.reload()
  await page.getByText(/^9件中/).waitFor()
  await page.getByRole('button', { name: '絞り込みを解除' }).click()
  await page.getByText('200件中 1–50件').waitFor()
})

test('rows are walked with the arrow keys and opened with Enter', async () => {
  const { page } = await visit({ as: 'admin', path: '/operators?sort=id' })
  await page.getByText('200件中 1–50件').waitFor()
  await page.getByRole('table').getByRole('link').first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'パスワードを再設定' }).waitFor()
})

test('operators are found and shown by their names, whatever these look like', async () => {
  const { page } = await visit({ as: 'admin', path: '/operators?sort=id' })
  for (const [lastName, firstName] of hardNames) {
    await page.getByRole('searchbox').fill(lastName)
    await page.getByRole('link', { name: `${lastName} ${firstName}` }).waitFor()
  }
})

test('customers are shown by their names, and gone with them, whatever these look like', async () => {
  const { page, go } = await visit({ as: 'admin', path: '/account' })
  for (const [nth, [lastName, firstName]] of hardNames.entries()) {
    await go(`/customers/${nth + 4}`)
    expect(await plainText(page.getByRole('heading', { level: 1 }).filter({ hasText: lastName }))).toBe(
      `${lastName} ${firstName}`,
    )
    await go(`/customers/${nth + 4}/edit`)
    expect(await page.getByLabel('姓', { exact: true }).inputValue()).toBe(lastName)
    await page.getByRole('button', { name: '顧客を削除' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '削除する' }).click()
    const toast = page.getByRole('alert').filter({ hasText: lastName })
    expect(await plainText(toast)).toBe(`${lastName} ${firstName}様を削除しました。`)
  }
  await go('/audit?action=customers%2Fdelete')
  const changes = page.getByRole('button', { name: /^\d項目$/ })
  await changes.nth(hardNames.length - 1).waitFor()
  for (let nth = 0; nth < hardNames.length; nth++) await changes.nth(nth).click()
  const told = await page.getByRole('table').locator('dd bdi').allTextContents()
  expect(told).toEqual(expect.arrayContaining(hardNames.flat()))
  expect(await strangers(page)).toEqual([])
})

test('a note is shown as it was written, line by line', async () => {
  const { page } = await visit({ as: 'operator1', path: '/customers/2' })
  for (const note of [...hardNames.flat(), hardNames.flat().join('\n')]) {
    await page.getByLabel('メモ').fill(note)
    await page.getByRole('button', { name: '保存する' }).click()
    const newest = page.getByRole('listitem').first().locator('p')
    await expect.poll(() => newest.innerText()).toBe(note)
  }
  expect(await strangers(page)).toEqual([])
})

test('queues are shown by their names in the list and on the board, whatever these look like', async () => {
  const names = hardNames.map(([name]) => name)
  for (const [nth, queue_name] of names.entries())
    await centre.db
      .updateTable('queue')
      .set({ queue_name })
      .where('queue_id', '=', `queue-${nth + 3}`)
      .execute()
  const { page, go } = await visit({ as: 'admin', path: '/queues' })
  for (const name of names) await page.getByRole('link', { name, exact: true }).waitFor()
  await go('/wallboard')
  for (const name of names)
    await page.getByRole('rowheader').locator('bdi').getByText(name, { exact: true }).waitFor()
  expect(await strangers(page)).toEqual([])
})

/** Without the marks that keep a name written from the right to itself. */
async function plainText(locator: Locator): Promise<string> {
  return ((await locator.textContent()) ?? '').replaceAll(/[\u2066-\u2069]/g, '')
}

/** Elements that no page of ours has: what a name would have brought in. */
function strangers(page: Page): Promise<string[]> {
  return page
    .locator('body :is(script, img:not([alt=""]), iframe, x)')
    .evaluateAll((elements) => elements.map(({ outerHTML }) => outerHTML))
}
