import { beforeEach, expect, test } from 'vitest'
import type { TelephonyEvent } from '../../emulator/telephony/events.ts'
import { useCentre } from '../support/centre.ts'
import { furnishPhones } from './support/furnish-phones.ts'
import { hearing, untilHeard, untilSilent } from './support/peers.ts'
import { untilTold, usePhones, within } from './support/phones.ts'

// As in .env.example: each call shows the ticket that came with the page's token.
const centre = useCentre({ realTime: true, environment: { SOFTPHONE_TICKET: 'required' } })
const phones = usePhones(centre)

beforeEach(() => furnishPhones(centre))

const told = <Type extends TelephonyEvent['type']>(type: Type, callSid?: string) =>
  untilTold(
    centre,
    (event): event is Extract<TelephonyEvent, { type: Type }> =>
      event.type === type && (callSid === undefined || event.callSid === callSid),
  )

/** A known caller in the queue, and operator1 who takes them. */
async function connected() {
  const caller = await phones.caller('+81312345678')
  caller.press('1')
  await untilTold(
    centre,
    (event): event is TelephonyEvent => event.type === 'queue' && event.change === 'entered',
  )
  const operator = await phones.softphone({ as: 'operator1' })
  await operator.wait('サポート')
  return { caller, operator }
}

test('a caller reaches an operator, is known by name, and both hear each other', async () => {
  const { caller, operator } = await connected()
  const { page } = operator
  await page.getByRole('heading', { name: '山田 花子 様' }).waitFor()
  const shownAt = Date.now()
  expect(shownAt - (await told('bridge')).at).toBeLessThan(1_000)
  await operator.isIn('通話中')
  await page.getByText('前回は請求書の件').waitFor()

  await Promise.all([untilHeard(page), untilHeard(caller.page)])

  await page.getByRole('button', { name: 'ミュート' }).click()
  await page.getByRole('button', { name: 'ミュート中' }).waitFor()
  await untilSilent(caller.page)
  await page.getByRole('button', { name: 'ミュート中' }).click()
  await untilHeard(caller.page)

  await page.getByRole('button', { name: 'キーパッド' }).click()
  await page.getByRole('button', { name: '5', exact: true }).click()
  expect((await told('keys', (await told('message')).callSid)).digits).toBe('5')
  await page.keyboard.press('#')
  expect(await page.getByLabel('押した番号').textContent()).toBe('5#')

  expect((await hearing(page)).lost).toBe(0)
  expect((await hearing(caller.page)).lost).toBe(0)

  await page.getByRole('textbox', { name: 'メモ' }).fill('請求書を再送する')
  caller.hangUp()
  await within(500, () => page.getByRole('button', { name: '次の待機へ' }).waitFor())
  await page.getByText('保存済み').waitFor()
  const contacts = await centre.db.selectFrom('contact').select(['note', 'customer_id']).execute()
  expect(contacts).toContainEqual({ note: '請求書を再送する', customer_id: 7 })

  await page.getByRole('button', { name: '次の待機へ' }).click()
  await operator.isIn('待機中')
})

test('whoever types about one caller goes on while the next one is put through', async () => {
  const { caller, operator } = await connected()
  const { page } = operator
  const note = (name: string) => page.getByRole('textbox', { name, exact: true })
  const first = note('メモ:山田 花子')
  await first.fill('請求書を。')
  await page.keyboard.press('ArrowLeft')
  caller.hangUp()
  await operator.isIn('後処理')
  await page.keyboard.press('Alt+KeyW')
  await operator.isIn('待機中')
  const keyboard = await page.context().newCDPSession(page)
  await keyboard.send('Input.imeSetComposition', { text: 'さいそう', selectionStart: 4, selectionEnd: 4 })
  const before = note('前の通話のメモ:山田 花子')
  const place = await before.boundingBox()

  const next = await phones.caller('+819012345678')
  next.press('1')
  await note('メモ:090-1234-5678').waitFor()
  expect(await before.boundingBox()).toEqual(place)
  expect(await before.evaluate((field) => field === document.activeElement)).toBe(true)
  await keyboard.send('Input.insertText', { text: '再送する' })
  expect(await before.inputValue()).toBe('請求書を再送する。')
  expect(await note('メモ:090-1234-5678').inputValue()).toBe('')

  await note('メモ:090-1234-5678').fill('住所の変更')
  await expect.poll(notesOfContacts).toEqual([
    { note: '前回は請求書の件', customer_id: 7 },
    { note: '請求書を再送する。', customer_id: 7 },
    { note: '住所の変更', customer_id: null },
  ])
  await page.getByRole('button', { name: 'メモを閉じる' }).click()
  expect(await before.count()).toBe(0)
  expect(await note('メモ:090-1234-5678').inputValue()).toBe('住所の変更')
})

const notesOfContacts = () =>
  centre.db.selectFrom('contact').select(['note', 'customer_id']).orderBy('contact_id').execute()

test('a caller who gives up before the two are joined leaves the operator to the next one', async () => {
  const { caller, operator } = await connected()
  await told('message')
  caller.hangUp()
  await operator.page.getByRole('button', { name: '次の待機へ' }).waitFor()
  await operator.page.getByRole('button', { name: '次の待機へ' }).click()
  await operator.isIn('待機中')
})

test('an unknown caller becomes a customer in one step, and the note goes with them', async () => {
  const caller = await phones.caller('+819012345678')
  caller.press('1')
  const operator = await phones.softphone({ as: 'operator1' })
  const { page } = operator
  await operator.wait('サポート')
  await page.getByRole('heading', { name: '090-1234-5678' }).waitFor()
  await page.getByRole('textbox', { name: 'メモ' }).fill('はじめての方')
  await page.getByLabel('姓', { exact: true }).fill('新田')
  await page.getByRole('button', { name: 'お客様として登録' }).click()
  await page.getByRole('heading', { name: '新田 様' }).waitFor()
  await page.getByText('保存済み').waitFor()
  const contact = await centre.db
    .selectFrom('contact')
    .innerJoin('customer', 'customer.customer_id', 'contact.customer_id')
    .where('note', '=', 'はじめての方')
    .select('last_name')
    .executeTakeFirst()
  expect(contact).toEqual({ last_name: '新田' })
})

test('after the wrap-up time the next wait begins by itself, and the call is in the list', async () => {
  const caller = await phones.caller()
  caller.press('1')
  const operator = await phones.softphone({ as: 'operator1' })
  await operator.page.clock.install()
  await operator.wait('サポート')
  await operator.isIn('通話中')
  caller.hangUp()
  await operator.isIn('後処理')
  await operator.page.getByRole('button', { name: '+30秒' }).click()
  await operator.page.clock.fastForward(89_000)
  await operator.isIn('後処理')
  await operator.page.clock.fastForward(2_000)
  await operator.isIn('待機中')
  await operator.page.getByRole('button', { name: /着信 .*山田 花子/ }).waitFor()
})

test('a number is dialled, rings, is answered; the call stays in sight on other pages', async () => {
  const { telephony } = centre.emulator
  const operator = await phones.softphone({ as: 'operator1' })
  const { page } = operator
  await told('client')
  await page.getByLabel('番号または同僚の名前').fill('09012345678')
  await page.keyboard.press('Enter')
  await operator.isIn('発信中')
  await expect.poll(() => telephony.outside.size).toBe(1)
  const [far] = telephony.outside.keys()
  telephony.answer(far!)
  await operator.isIn('通話中')
  await operator.go('/customers')
  const bar = page.getByRole('region', { name: '通話', exact: true })
  await bar.getByText('090-1234-5678').waitFor()
  await page.getByRole('button', { name: '操作 一郎' }).click()
  await page.getByRole('menuitem', { name: 'サインアウト' }).waitFor()
  // The press lands on the key itself, not on a menu that lies over it.
  await bar.getByRole('button', { name: '切断' }).click()
  await operator.isIn('後処理')
  await operator.go('/phone')
  await page.getByRole('button', { name: '後処理を終える' }).click()
  await operator.isIn('待機していません')
})
