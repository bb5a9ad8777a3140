import { beforeEach, test } from 'vitest'
import { useCentre } from '../support/centre.ts'
import { useDesk } from './support/desk-browser.ts'
import { furnishPeople } from './support/furnish.ts'

const centre = useCentre({ realTime: true })
const visit = useDesk(centre)

beforeEach(() => furnishPeople(centre.db))

test('a page whose program cannot be fetched says so; the others go on, and loading it anew helps', async () => {
  const { page, go, expectComplaint } = await visit({ as: 'admin', path: '/account' })
  expectComplaint(/Failed to|error loading/i)
  await page.getByRole('heading', { name: 'アカウント' }).waitFor()
  await page.route('**/assets/audit-page-*.js', (route) => route.abort('internetdisconnected'))
  await go('/audit')
  const mishap = page.getByRole('heading', { name: 'ページを表示できません' })
  await mishap.waitFor()
  await go('/account')
  await page.getByRole('heading', { name: 'アカウント' }).waitFor()
  await go('/audit')
  await mishap.waitFor()
  await page.unrouteAll()
  await page.getByRole('button', { name: '再読み込みする' }).click()
  await page.getByRole('heading', { name: '監査ログ' }).waitFor()
})
