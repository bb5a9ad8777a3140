import { beforeEach, expect, test } from 'vitest'
import { useCentre } from '../support/centre.ts'
import { useDesk } from './support/desk-browser.ts'
import { furnishPeople } from './support/furnish.ts'

const centre = useCentre({ realTime: true })
const visit = useDesk(centre)

beforeEach(() => furnishPeople(centre.db))

test('a new operator gets a password that is shown once, and signs in with it', async () => {
  const { page } = await visit({ as: 'supervisor', path: '/operators/~new' })
  await page.getByLabel('ID', { exact: true }).fill('kato-1')
  await page.getByLabel('姓').fill('加藤')
  await page.getByLabel('名', { exact: true }).fill('健')
  await page.getByRole('checkbox', { name: 'サポート' }).check()
  await page.getByRole('button', { name: '登録する' }).click()
  const password = await page.getByRole('status', { name: '新しいパスワード' }).textContent()
  await page.getByRole('button', { name: '控えました' }).click()
  await page.getByRole('link', { name: '加藤 健' }).waitFor()

  const other = await visit()
  other.expectComplaint(/401/)
  await other.page.getByLabel('オペレーターID').fill('kato-1')
  await other.page.getByRole('textbox', { name: 'パスワード' }).fill(password!)
  await other.page.getByRole('button', { name: 'サインイン' }).click()
  await other.page.getByRole('heading', { name: '新しいパスワードを決めてください' }).waitFor()
})

test('what the server refuses stands beside its field, and what was typed stays', async () => {
  const { page, expectComplaint } = await visit({ as: 'admin', path: '/operators/~new' })
  expectComplaint(/400|409/)
  await page.getByLabel('ID', { exact: true }).fill('operator1')
  await page.getByRole('button', { name: '登録する' }).click()
  await page.getByLabel('姓').and(page.locator('[aria-invalid=true]')).waitFor()
  await page.getByLabel('姓').fill('二重')
  await page.getByLabel('名', { exact: true }).fill('登録')
  await page.getByRole('button', { name: '登録する' }).click()
  await page.getByText('すでに使われています').first().waitFor()
  expect(await page.getByLabel('姓').inputValue()).toBe('二重')
})

test('after a colleague was faster, the latest is loaded under what was typed', async () => {
  const { page, expectComplaint } = await visit({ as: 'admin', path: '/operators/operator1' })
  expectComplaint(/409/)
  await page.getByLabel('姓').fill('新姓')
  await centre.db
    .updateTable('operator')
    .set((eb) => ({ first_name: '別名', version: eb('version', '+', 1) }))
    .where('operator_id', '=', 'operator1')
    .execute()
  await page.getByRole('button', { name: '保存する' }).click()
  await page.getByRole('button', { name: '最新の内容を読み込む' }).click()
  await expect.poll(() => page.getByLabel('名', { exact: true }).inputValue()).toBe('別名')
  expect(await page.getByLabel('姓').inputValue()).toBe('新姓')
  await page.getByRole('button', { name: '保存する' }).click()
  await page.getByRole('link', { name: '新姓 別名' }).waitFor()
})

test('removal asks first, and an operator who is gone leaves the list', async () => {
  const { page } = await visit({ as: 'supervisor', path: '/operators/operator1' })
  await page.getByRole('button', { name: 'オペレーターを削除' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '削除する' }).click()
  await page.getByText('山田 花子さんを削除しました。').waitFor()
  await expect.poll(() => page.getByRole('link', { name: '山田 花子' }).count()).toBe(0)
})

test('a system administrator is not shown to supervisors', async () => {
  const { page } = await visit({ as: 'supervisor', path: '/operators/admin' })
  await page.getByText('見つかりません').waitFor()
  expect(await page.getByRole('button', { name: '保存する' }).count()).toBe(0)
})

test('a queue is made at Twilio too, and is not removed while operators belong to it', async () => {
  const { page, expectComplaint } = await visit({ as: 'admin', path: '/queues/~new' })
  expectComplaint(/409/)
  await page.getByLabel('キューID').fill('night')
  await page.getByLabel('名前').fill('夜間')
  await page.getByRole('button', { name: '登録する' }).click()
  await page.getByRole('link', { name: '夜間' }).click()
  await page.getByText('一致').waitFor()
  expect(await page.getByText(/^QU[0-9a-f]{32}$/).count()).toBe(1)

  await centre.db
    .insertInto('operator_queue')
    .values({ operator_id: 'operator1', queue_id: 'night' })
    .execute()
  await page.getByRole('button', { name: 'キューを削除' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '削除する' }).click()
  await page.getByText('担当を外してから削除してください').waitFor()
})

test('the audit log tells who changed what', async () => {
  const { page, go } = await visit({ as: 'admin', path: '/operators/operator1' })
  await page.getByLabel('姓').fill('改姓')
  await page.getByRole('button', { name: '保存する' }).click()
  await page.getByRole('link', { name: '改姓 花子' }).waitFor()
  await go('/audit?action=operators%2Fupdate')
  await page.getByRole('cell', { name: 'オペレーターの変更' }).waitFor()
  await page.getByRole('button', { name: /項目/ }).first().click()
  await page.getByText('改姓', { exact: true }).waitFor()
})
