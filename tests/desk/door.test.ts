import { beforeEach, expect, test } from 'vitest'
import { testPassword } from '../support/builders.ts'
import { useCentre } from '../support/centre.ts'
import { useDesk } from './support/desk-browser.ts'
import { furnishPeople } from './support/furnish.ts'

const centre = useCentre({ realTime: true })
const visit = useDesk(centre)

beforeEach(() => furnishPeople(centre.db))

const nobodyYet = /401/

test('a wrong password is told in a sentence, the right one opens the desk', async () => {
  const { page, expectComplaint } = await visit()
  expectComplaint(nobodyYet)
  await page.getByLabel('オペレーターID').fill('supervisor')
  await page.getByRole('textbox', { name: 'パスワード' }).fill('wrong')
  await page.getByRole('button', { name: 'サインイン' }).click()
  await page.getByText('オペレーターIDまたはパスワードが違います。').waitFor()
  await page.getByRole('textbox', { name: 'パスワード' }).fill(testPassword)
  await page.getByRole('button', { name: 'サインイン' }).click()
  await page.getByRole('heading', { name: '受付状況' }).waitFor()
})

test('each level sees its own pages, and no others by their address', async () => {
  const pagesOf = async (operatorId: string) => {
    const { page } = await visit({ as: operatorId, path: '/account' })
    await page.getByRole('heading', { name: 'アカウント' }).waitFor()
    return page.getByRole('navigation').getByRole('link').allTextContents()
  }
  expect(await pagesOf('operator1')).toEqual(['電話', '顧客', '状況'])
  expect(await pagesOf('supervisor')).toEqual(['電話', '顧客', '状況', 'オペレーター'])
  expect(await pagesOf('admin')).toEqual(['電話', '顧客', '状況', 'オペレーター', 'キュー', '監査ログ'])

  const { page } = await visit({ as: 'operator1', path: '/operators' })
  await page.getByRole('heading', { name: 'ページが見つかりません' }).waitFor()
})

test('a given password opens nothing but the choice of an own one', async () => {
  await centre.db
    .updateTable('operator')
    .set({ must_change_password: 1 })
    .where('operator_id', '=', 'supervisor')
    .execute()
  const { page, expectComplaint } = await visit({ as: 'supervisor', path: '/customers' })
  expectComplaint(/400/)
  await page.getByRole('heading', { name: '新しいパスワードを決めてください' }).waitFor()
  const choose = async (password: string) => {
    await page.getByRole('textbox', { name: '渡されたパスワード' }).fill(testPassword)
    await page.getByRole('textbox', { name: '新しいパスワード', exact: true }).fill(password)
    await page.getByRole('textbox', { name: '新しいパスワード(確認)' }).fill(password)
    await page.getByRole('button', { name: 'パスワードを変更する' }).click()
  }
  await choose('short')
  await page.getByText('短すぎます').waitFor()
  await choose('a long sentence of my own')
  await page.getByRole('heading', { name: '顧客' }).waitFor()
})

test('the language is remembered for each person', async () => {
  const { page, expectComplaint } = await visit({ as: 'supervisor', path: '/account' })
  expectComplaint(nobodyYet)
  await page.getByLabel('言語').selectOption('en')
  await page.getByRole('heading', { name: 'My account' }).waitFor()
  await page.getByRole('button', { name: 'る子 見守' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: '日本語' }).click()
  await page.getByLabel('オペレーターID').fill('supervisor')
  await page.getByRole('textbox', { name: 'パスワード' }).fill(testPassword)
  await page.getByRole('button', { name: 'サインイン' }).click()
  await page.getByRole('heading', { name: 'My account' }).waitFor()
})

test('a session that ends in the middle of a form loses nothing that was typed', async () => {
  const { page, expectComplaint } = await visit({ as: 'supervisor', path: '/customers/new' })
  expectComplaint(nobodyYet)
  await page.getByLabel('姓', { exact: true }).fill('新田')
  await centre.db.updateTable('session').set({ ended_at: new Date() }).execute()
  await page.getByRole('button', { name: '登録する' }).click()
  const again = page.getByRole('dialog', { name: 'もう一度サインインしてください' })
  await again.getByRole('textbox', { name: 'パスワード' }).fill(testPassword)
  await again.getByRole('button', { name: 'サインイン' }).click()
  await page.getByRole('heading', { name: '新田' }).waitFor()
})

test('a half-filled form asks before it is left', async () => {
  const { page } = await visit({ as: 'admin', path: '/queues/~new' })
  await page.getByLabel('名前').fill('試し')
  await page.getByRole('link', { name: '顧客' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'やめる' }).click()
  expect(await page.getByLabel('名前').inputValue()).toBe('試し')
  await page.getByRole('link', { name: '顧客' }).click()
  await page.getByRole('button', { name: '破棄して移動する' }).click()
  await page.getByRole('heading', { name: '顧客' }).waitFor()
})

test('pages and search are reached by keys, and ? lists them', async () => {
  const { page } = await visit({ as: 'admin', path: '/account' })
  await page.getByRole('heading', { name: 'アカウント' }).waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'キーボード操作' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await page.getByRole('heading', { name: '顧客' }).waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('佐')
  expect(await page.getByRole('searchbox').inputValue()).toBe('佐')
})
