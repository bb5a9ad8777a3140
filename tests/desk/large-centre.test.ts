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
  await page.getByLabel('すべての権限').selectOption('supervisor')
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

test('names are shown as they are, whatever they look like', async () => {
  const { page } = await visit({ as: 'admin', path: '/operators?sort=id' })
  for (const [lastName, firstName] of hardNames) {
    await page.getByRole('searchbox').fill(lastName)
    await page.getByRole('link', { name: `${lastName} ${firstName}` }).waitFor()
  }
})

test('no list takes a second, with 200 operators and 30 queues', async () => {
  const { page, go } = await visit({ as: 'admin', path: '/account' })
  for (const [path, sight] of [
    ['/operators', '200件中 1–50件'],
    ['/queues', '30件中 1–30件'],
    ['/customers', '20件を表示'],
  ] as const) {
    const times: number[] = []
    // The best of three: whoever else uses this machine is no slowness of the page.
    while (times.length < 3 && !(Math.min(...times) < 1000)) {
      // A new page: the browser has the code, the rows have to be asked for again.
      await page.reload()
      await page.getByRole('heading', { name: 'アカウント' }).waitFor()
      const began = performance.now()
      await go(path)
      await page.getByText(sight).waitFor()
      times.push(performance.now() - began)
      await go('/account')
    }
    expect(Math.min(...times), path).toBeLessThan(1000)
  }
})
