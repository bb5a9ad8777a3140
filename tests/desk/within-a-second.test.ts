import { beforeEach, expect, test } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { useCentre } from '../support/centre.ts'
import { useDesk } from './support/desk-browser.ts'
import { furnishLargely } from './support/furnish.ts'

const centre = useCentre({ realTime: true })
const visit = useDesk(centre)

beforeEach(() => furnishLargely(centre.db))

test('no page takes a second, with 200 operators and 30 queues', async () => {
  await furnishAudit(centre.db)
  const { page, go } = await visit({ as: 'admin', path: '/account' })
  const rows = page.locator('tbody tr')
  for (const [path, sight] of [
    ['/operators', page.getByText('200件中 1–50件')],
    ['/operators/operator7', page.getByLabel('姓', { exact: true })],
    ['/queues', page.getByText('30件中 1–30件')],
    ['/customers', page.getByText('20件を表示')],
    ['/customers?q=さと', page.getByText('6件を表示')],
    ['/customers/1', page.getByText('納期についてのお問い合わせ', { exact: false })],
    ['/wallboard', rows.nth(29).getByText('/ 100')],
    ['/audit', rows.nth(49).getByText('顧客の変更')],
  ] as const) {
    const best = await bestOfThree(async () => {
      await go('/account')
      // A new page: the browser has the code, the rows have to be asked for again.
      await page.reload()
      await page.getByRole('heading', { name: 'アカウント' }).waitFor()
      const began = performance.now()
      await go(path)
      await sight.waitFor()
      return performance.now() - began
    })
    expect(best, path).toBeLessThan(1000)
  }
})

test('what a search finds among the customers is there within a second of the last letter', async () => {
  const { page } = await visit({ as: 'supervisor', path: '/customers' })
  await page.getByText('20件を表示').waitFor()
  const search = page.getByRole('searchbox')
  for (const [term, found] of [
    ['さとう', '6件を表示'],
    ['鈴木', '6件を表示'],
    ['5007', '1件を表示'],
  ] as const) {
    const best = await bestOfThree(async () => {
      await search.fill('')
      await page.getByText('20件を表示').waitFor()
      const began = performance.now()
      await search.pressSequentially(term)
      await page.getByText(found).waitFor()
      return performance.now() - began
    })
    expect(best, term).toBeLessThan(1000)
  }
})

/** In ms, up to the first below a second: whoever else uses this machine is no slowness of the page. */
async function bestOfThree(timed: () => Promise<number>): Promise<number> {
  let best = Infinity
  for (let round = 0; round < 3 && best >= 1000; round++) best = Math.min(best, await timed())
  return best
}

async function furnishAudit(db: Db): Promise<void> {
  const rows = Array.from({ length: 120 }, (_, nth) => ({
    at: new Date(Date.now() + 60_000 - nth * 1000),
    operator_id: `operator${nth + 4}`,
    action: 'customers/update',
    subject: String(nth),
    before_value: JSON.stringify({ lastName: '佐藤' }),
    after_value: JSON.stringify({ lastName: '鈴木' }),
  }))
  await db.insertInto('audit_log').values(rows).execute()
}
