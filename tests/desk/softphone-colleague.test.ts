import { beforeEach, expect, test } from 'vitest'
import type { TelephonyEvent } from '../../emulator/telephony/events.ts'
import { useCentre } from '../support/centre.ts'
import { furnishPhones } from './support/furnish-phones.ts'
import { hearing, untilHeard, untilSoundArrives } from './support/peers.ts'
import { untilTold, usePhones, within, type Softphone } from './support/phones.ts'

const centre = useCentre({ realTime: true })
const phones = usePhones(centre)

beforeEach(() => furnishPhones(centre))

async function twoOperators(): Promise<[Softphone, Softphone]> {
  const one = await phones.softphone({ as: 'operator1' })
  const two = await phones.softphone({ as: 'operator2' })
  await untilTold(
    centre,
    (event): event is TelephonyEvent => event.type === 'client' && event.identity.endsWith('operator2'),
  )
  return [one, two]
}

const callSato = async ({ page }: Softphone) => {
  await page.getByLabel('番号または同僚の名前').fill('佐藤')
  await page.getByRole('button', { name: '佐藤 次郎', exact: true }).click()
}
const incoming = ({ page }: Softphone) => page.getByRole('region', { name: '着信' })

test('a colleague called while waiting answers: the wait ends first, both hear each other, then it goes on', async () => {
  const [one, two] = await twoOperators()
  await two.wait('ご注文')
  const dialField = two.page.getByLabel('番号または同僚の名前')
  const place = await dialField.boundingBox()
  await callSato(one)
  await incoming(two).getByText('操作 一郎').waitFor()
  expect(await two.page.title()).toContain('呼出中')
  const answer = incoming(two).getByRole('button', { name: '応答' })
  expect(await answer.evaluate((button) => button === document.activeElement)).toBe(true)
  expect(await dialField.boundingBox()).toEqual(place)
  // On a phone the page scrolls; the offer stays in sight, whole and below the header.
  await two.page.setViewportSize({ width: 390, height: 844 })
  await two.page.mouse.wheel(0, 400)
  const header = (await two.page.getByRole('banner').boundingBox())!
  const card = (await incoming(two).boundingBox())!
  expect(card.y).toBeGreaterThanOrEqual(header.y + header.height)
  expect(card.y + card.height).toBeLessThan(844)

  await two.page.keyboard.press('Alt+a')
  await Promise.all([two.isIn('通話中'), one.isIn('通話中')])
  const pageOne = one.page
  await within(1_000, () => untilSoundArrives(two.page))
  await Promise.all([untilHeard(pageOne), untilHeard(two.page)])
  expect((await hearing(pageOne)).lost + (await hearing(two.page)).lost).toBe(0)

  const hangUp = pageOne.getByRole('button', { name: '切断' })
  await hangUp.focus()
  await pageOne.keyboard.press('Enter')
  await within(500, () => two.page.getByRole('button', { name: '切断' }).waitFor({ state: 'detached' }))
  await one.isIn('待機していません')
  await two.isIn('待機中')
})

test('a declined call says so on both sides, and nobody counts it as missed', async () => {
  const [one, two] = await twoOperators()
  await callSato(one)
  await incoming(two).getByRole('button', { name: '断る' }).click()
  await one.page.getByText('話し中です。').waitFor()
  await incoming(two).waitFor({ state: 'detached' })
  expect(await two.page.getByText('応答できませんでした').count()).toBe(0)
})

test('a call given up before the answer is kept as missed', async () => {
  const [one, two] = await twoOperators()
  await callSato(one)
  await incoming(two).waitFor()
  await one.page.getByRole('button', { name: '発信をやめる' }).click()
  await two.page.getByText('操作 一郎からの着信に応答できませんでした').first().waitFor()
  await one.isIn('待機していません')
})

test('who talks is busy: the second call is refused and kept as missed', async () => {
  const [one, two] = await twoOperators()
  const caller = await phones.caller()
  caller.press('1')
  await two.wait('サポート')
  await two.isIn('通話中')
  await callSato(one)
  await one.page.getByText('話し中です。').waitFor()
  await two.page.getByText('操作 一郎からの着信に応答できませんでした').first().waitFor()
  await two.isIn('通話中')
})
