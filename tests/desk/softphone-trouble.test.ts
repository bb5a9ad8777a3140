import AccessToken from 'twilio/lib/jwt/AccessToken.js'
import { beforeEach, expect, test } from 'vitest'
import type { TelephonyEvent } from '../../emulator/telephony/events.ts'
import { testPassword } from '../support/builders.ts'
import { centreNumber, useCentre } from '../support/centre.ts'
import type { Visit } from './support/desk-browser.ts'
import { furnishPhones } from './support/furnish-phones.ts'
import { untilHeard, watchPeers } from './support/peers.ts'
import { untilGreeted, untilTold, usePhones, type Softphone } from './support/phones.ts'
import { pull, withPlugs } from './support/plugs.ts'

const centre = useCentre({ realTime: true })
const phones = usePhones(centre)

beforeEach(() => furnishPhones(centre))

const registered = () =>
  untilTold(
    centre,
    (event): event is TelephonyEvent => event.type === 'client' && event.change === 'registered',
  )

/** The leg on which a phone waits, as Twilio tells of it; or the next one after that. */
async function waits({ after }: { after?: string } = {}): Promise<string> {
  const { callSid = '' } = await untilTold(
    centre,
    (event): event is TelephonyEvent =>
      event.type === 'verb' && event.verb === 'Dial' && event.callSid !== after,
  )
  return callSid
}

/** A caller and operator1, who talk. */
async function talking(visit: Visit = {}) {
  const caller = await phones.caller()
  caller.press('1')
  const operator = await phones.softphone({ as: 'operator1', ...visit })
  await operator.wait('サポート')
  await operator.isIn('通話中')
  await untilHeard(caller.page, 20_000)
  return { caller, operator }
}

/** As `voice-token` makes them, but for this many seconds. */
function tokenFor(identity: string, ttl: number): string {
  const { ACCOUNT_SID, TWILIO_API_KEY_SID, TWILIO_API_KEY_SECRET, TWIML_APP_SID } = centre.environment
  const token = new AccessToken(ACCOUNT_SID!, TWILIO_API_KEY_SID!, TWILIO_API_KEY_SECRET!, { identity, ttl })
  token.addGrant(new AccessToken.VoiceGrant({ incomingAllow: true, outgoingApplicationSid: TWIML_APP_SID }))
  return token.toJwt()
}

/** The browser says by itself that a connection was refused. */
const networkNoise = /WebSocket|ERR_|Failed to load/

test('the network breaks in mid-call: the call goes on, and the phone comes back by itself', async () => {
  const { caller, operator } = await talking()
  operator.expectComplaint(networkNoise)
  centre.emulator.signal.isUnreachable = true
  centre.emulator.signal.cut()
  await operator.page.getByText('つなぎ直しています。切らずにお待ちください。').waitFor()
  await untilHeard(caller.page)
  centre.emulator.signal.isUnreachable = false
  await operator.page.getByText('つなぎ直しています。切らずにお待ちください。').waitFor({ state: 'detached' })
  await operator.isIn('通話中')
  await Promise.all([untilHeard(caller.page), untilHeard(operator.page)])
})

test('without the phone service one is told so, and nothing has to be done when it is back', async () => {
  const operator = await phones.softphone({ as: 'operator1' })
  operator.expectComplaint(networkNoise)
  await registered()
  centre.emulator.signal.isUnreachable = true
  centre.emulator.signal.cut()
  await operator.isIn('到達不可')
  await operator.page.getByText('電話サービスにつながっていません。').first().waitFor()
  centre.emulator.signal.isUnreachable = false
  await operator.isIn('待機していません')
  await operator.wait('サポート')
})

test('a wait that broke off with the network is taken up again', async () => {
  const operator = await phones.softphone({ as: 'operator1' })
  operator.expectComplaint(networkNoise)
  await operator.wait('サポート')
  const leg = await waits()
  centre.emulator.telephony.hangUp(leg)
  await waits({ after: leg })
  await operator.isIn('待機中')
})

test('the server says late that this phone waits: it takes none of its own lines for another machine’s', async () => {
  const operator = await phones.softphone({ as: 'operator1' })
  const { page } = operator
  operator.expectComplaint(networkNoise)
  await operator.wait('サポート')
  const { telephony } = centre.emulator
  const leg = await waits()
  await page.route('**/api/customers/for-call', async (route) => {
    await waits({ after: leg })
    await route.continue()
  })
  const answered = page.waitForResponse('**/api/customers/for-call')
  telephony.hangUp(leg)
  const { waitingCallSid } = await (await answered).json()
  expect(waitingCallSid).toBe(await waits({ after: leg }))
  const caller = telephony.dial({ from: '+81312345678', to: centreNumber })
  await untilGreeted(centre, caller)
  telephony.press(caller, '1')
  await operator.isIn('通話中')
  expect(await page.getByRole('alert').count()).toBe(0)
})

test('who begins to wait on another machine waits there only, and the first one says why', async () => {
  const first = await phones.softphone({ as: 'operator1' })
  first.expectComplaint(networkNoise)
  await first.wait('サポート')
  const second = await phones.softphone({ as: 'operator1' })
  await second.wait('サポート')
  await first.page.getByText('別の端末で待機を始めたため').waitFor()
  await first.isIn('待機していません')
  await second.isIn('待機中')
})

test('a session that ends in mid-call leaves the call alone, and asks for the password after it', async () => {
  const { caller, operator } = await talking()
  const { page } = operator
  operator.expectComplaint(/401/)
  await page.getByRole('textbox', { name: 'メモ' }).fill('まだ書いている')
  await page.getByText('保存済み').waitFor()
  await centre.db.updateTable('session').set({ ended_at: new Date() }).execute()
  await page.getByRole('textbox', { name: 'メモ' }).fill('まだ書いている、続き')
  await page.getByText('サインインが終了しました。通話はこのまま続けられます。').waitFor()
  await page.getByRole('button', { name: 'ミュート' }).click()
  await page.getByRole('button', { name: 'ミュート中' }).click()
  await untilHeard(caller.page)
  caller.hangUp()
  const again = page.getByRole('dialog', { name: 'もう一度サインインしてください' })
  await again.getByRole('textbox', { name: 'パスワード' }).fill(testPassword)
  await again.getByRole('button', { name: 'サインイン' }).click()
  await again.waitFor({ state: 'detached' })
  await page.getByText('保存済み').waitFor()
  const contact = await centre.db
    .selectFrom('contact')
    .select('note')
    .where('note', 'like', 'まだ%')
    .execute()
  expect(contact).toEqual([{ note: 'まだ書いている、続き' }])
})

test('a token that has run out is renewed as soon as the server gives one, and the phone rings again', async () => {
  const operator = await phones.softphone({ as: 'operator1', path: '/account' })
  operator.expectComplaint(networkNoise)
  let asked = 0
  let isAway = true
  await operator.page.route('**/api/voice-token', async (route) => {
    asked++
    if (asked > 1) return isAway ? route.abort() : route.continue()
    const response = await route.fetch()
    return route.fulfill({ response, json: { ...(await response.json()), token: tokenFor('operator1', 2) } })
  })
  await operator.go('/phone')
  await operator.isIn('到達不可')
  isAway = false
  await operator.isIn('待機していません')
  expect(asked).toBeGreaterThanOrEqual(3)
  await operator.wait('サポート')
})

test('a microphone pulled in mid-call and plugged in again is heard again, the chosen one too', async () => {
  const { caller, operator } = await talking({ before: watchPeers + withPlugs })
  const { page } = operator
  // The SDK's own attempts, which nobody waits for.
  operator.expectComplaint(/Requested device not found|Device not found/)
  const missing = page.getByText('マイクが見つかりません。')
  await pull(page, 'Fake')
  await missing.waitFor()
  await page.getByRole('button', { name: 'もう一度試す' }).click()
  await pull(page)
  await missing.waitFor({ state: 'detached' })
  await untilHeard(caller.page)

  await page.getByRole('button', { name: '音声の設定' }).click()
  const settings = page.getByRole('dialog')
  await settings.getByLabel('マイク', { exact: true }).selectOption({ label: 'Fake Audio Input 1' })
  const inUse = settings.getByText('使用中:Fake Audio Input 1')
  await inUse.waitFor()
  await pull(page, 'Fake Audio Input 1')
  await settings.getByText('選んだFake Audio Input 1が見つかりません。').waitFor()
  await untilHeard(caller.page)
  await pull(page)
  await inUse.waitFor()
  await untilHeard(caller.page)
})

test('a refused microphone is said in words, with the way out', async () => {
  const operator = await phones.softphone({ as: 'operator1', permissions: [] })
  await registered()
  await operator.page.getByRole('button', { name: /サポート/ }).click()
  await operator.page.getByText('マイクの使用が許可されていません。').first().waitFor()
  await operator.isIn('待機していません')
})

async function dial({ page }: Softphone, number: string): Promise<void> {
  await page.getByLabel('番号または同僚の名前').fill(number)
  await page.getByRole('button', { name: '発信', exact: true }).click()
}

test('a number that may not be called is refused on screen, before anything is dialled', async () => {
  const operator = await phones.softphone({ as: 'operator1' })
  await registered()
  for (const [number, sentence] of [
    ['119', 'すぐに、携帯電話など別の電話からかけてください。'],
    ['0570-000-000', 'この番号にはかけられません。'],
    ['+12125550123', 'この国や地域への発信は許可されていません。'],
    ['03-1234', 'この番号は使われていない形です。'],
  ] as const) {
    await dial(operator, number)
    await operator.page.getByText(sentence).waitFor()
  }
  await operator.isIn('待機していません')
  expect(centre.emulator.telephony.calls.size).toBe(0)
})

test('what the server alone refuses is neither a talk nor work after it, and no recent call', async () => {
  const operator = await phones.softphone({ as: 'operator1', path: '/account' })
  // A page from before the centre's list was changed.
  await operator.page.route('**/api/session/current', async (route) => {
    const response = await route.fetch()
    const { operator } = await response.json()
    return route.fulfill({ response, json: { operator: { ...operator, dialAllowedPrefixes: ['+1'] } } })
  })
  await operator.page.reload()
  await operator.go('/phone')
  await registered()
  const states: string[] = []
  await operator.page.exposeFunction('tellState', (state: string) => states.push(state))
  await operator.page.evaluate(() => {
    const tell = () => tellState(document.querySelector('header')?.textContent ?? '')
    new MutationObserver(tell).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  await dial(operator, '+12125550123')
  await operator.page.getByText('この国や地域への発信は許可されていません。').waitFor()
  await operator.isIn('待機していません')
  expect(states.filter((state) => /通話中|後処理/.test(state))).toEqual([])
  await operator.page.getByText('まだ通話がありません。').waitFor()
})

declare function tellState(state: string): void

test('a queue that one no longer belongs to ends the wait and says so', async () => {
  const operator = await phones.softphone({ as: 'operator1' })
  await operator.wait('サポート')
  const leg = await waits()
  await centre.db.deleteFrom('operator_queue').where('queue_id', '=', 'support').execute()
  centre.emulator.telephony.hangUp(leg)
  await operator.page.getByText('このキューの担当から外れたか').waitFor()
  await operator.isIn('待機していません')
  expect(await operator.page.getByRole('button', { name: /サポート/ }).count()).toBe(0)
})

test('an unsaved note survives a reload', async () => {
  const { operator } = await talking()
  const { page } = operator
  operator.expectComplaint(/ERR_|Failed to load/)
  await page.route('**/api/contacts/save', (route) => route.abort())
  await page.getByRole('textbox', { name: 'メモ' }).fill('途中で再読み込み')
  await page.getByText('ネットワークにつながらないため、まだ保存できていません。').waitFor()
  page.on('dialog', (dialog) => void dialog.accept())
  await page.unroute('**/api/contacts/save')
  await page.reload()
  await page.getByRole('textbox', { name: 'メモ' }).waitFor()
  expect(await page.getByRole('textbox', { name: 'メモ' }).inputValue()).toBe('途中で再読み込み')
  await page.getByText('保存済み').waitFor()
})

test('a second tab says that the phone is open elsewhere, and takes it over unless a call lives', async () => {
  const first = await phones.softphone({ as: 'operator1' })
  await registered()
  const second = await secondTab(first)
  await second.getByRole('heading', { name: '電話は別のタブで開いています' }).waitFor()
  await second.getByRole('button', { name: 'ここで電話を使う' }).click()
  await second.getByLabel('番号または同僚の名前').waitFor()
  await first.page.getByRole('heading', { name: '電話は別のタブで開いています' }).waitFor()

  await second.getByLabel('番号または同僚の名前').fill('090-1234-5678')
  await second.getByRole('button', { name: '発信', exact: true }).click()
  await second.getByRole('button', { name: '発信をやめる' }).waitFor()
  await first.isIn('発信中')
  await first.page.getByRole('button', { name: 'ここで電話を使う' }).click()
  await first.page.getByText('別のタブで通話中のため、今は引き継げません。').waitFor()
  await second.close()
  await first.page.getByLabel('番号または同僚の名前').waitFor()
})

async function secondTab({ context, page }: Softphone) {
  const second = await context.newPage()
  await second.goto(page.url())
  return second
}
