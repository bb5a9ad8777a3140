import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { projectRoot } from '../../scripts/project-root.ts'
import { aSession } from '../support/builders.ts'
import { centreNumber, useCentre } from '../support/centre.ts'
import { axeFindings } from './support/desk-browser.ts'
import { anotherCustomer, furnishPhones } from './support/furnish-phones.ts'
import { untilGreeted, usePhones } from './support/phones.ts'

const centre = useCentre({ realTime: true })
const phones = usePhones(centre)
const folder = join(projectRoot, 'test-output/softphone')

beforeAll(() => mkdirSync(folder, { recursive: true }))
beforeEach(() => furnishPhones(centre))

const sizes = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
]
const schemes = ['light', 'dark'] as const

let findings: string[] = []
beforeEach(() => void (findings = []))

/** One state in both sizes and schemes; axe looks at each of them. */
async function picture(page: Page, name: string): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size)
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme })
      await page.screenshot({ path: join(folder, `${name}-${size.width}-${colorScheme}.png`) })
      for (const found of await axeFindings(page))
        findings.push(`${name} ${size.width} ${colorScheme}: ${found}`)
    }
  }
}

/** A telephone outside that nobody listens to: the state is what is looked at. */
async function callerInQueue(from: string): Promise<string> {
  const { telephony } = centre.emulator
  const callSid = telephony.dial({ from, to: centreNumber })
  await untilGreeted(centre, callSid)
  telephony.press(callSid, '1')
  return callSid
}

const words = {
  ja: {
    ...{
      queue: /サポート/,
      ready: '待機していません',
      waiting: '待機中',
      talking: '通話中',
      after: '後処理',
    },
    ...{
      mute: 'ミュート',
      keypad: 'キーパッド',
      note: 'メモ',
      finish: '後処理を終える',
      stop: '待機をやめる',
    },
    ...{ decline: '断る', incoming: '着信', give: '発信をやめる', sound: '音声の設定', dialing: '発信中' },
    ...{
      field: '番号または同僚の名前',
      noteText: '請求書の再発行をご希望。本日中に再送し、到着を折り返しで確認する。',
    },
  },
  en: {
    ...{
      queue: /サポート/,
      ready: 'Not waiting',
      waiting: 'Ready',
      talking: 'Talking',
      after: 'After-call work',
    },
    ...{ mute: 'Mute', keypad: 'Keypad', note: 'Note', finish: 'Finish', stop: 'Stop waiting' },
    ...{
      decline: 'Decline',
      incoming: 'Incoming call',
      give: 'Stop calling',
      sound: 'Sound settings',
      dialing: 'Calling',
    },
    ...{
      field: 'Number, or a colleague’s name',
      noteText: 'Wants the invoice again. Resend today, then call back.',
    },
  },
}

// About sixty pictures, each looked at by axe.
const picturesTimeout = 240_000

test.each(['ja', 'en'] as const)(
  'every state of the phone is fit to be shown, in %s',
  async (language) => {
    const word = words[language]
    const { telephony } = centre.emulator
    const operator = await phones.softphone({ as: 'operator1', language })
    const { page } = operator
    const shot = (name: string) => picture(page, `${name}-${language}`)
    const button = (name: string | RegExp) => page.getByRole('button', { name })

    await operator.isIn(word.ready)
    await page.getByRole('button', { name: /佐藤|次郎/ }).waitFor()
    await shot('01-idle')

    await button(word.queue).click()
    await operator.isIn(word.waiting)
    await shot('02-waiting')

    await aSession(centre.db, { operator_id: 'operator2' })
    telephony.connectClient({
      identity: 'operator2',
      applicationSid: [...telephony.applications.keys()][0]!,
      params: { Destination: 'operator:operator1' },
    })
    await page.getByRole('region', { name: word.incoming }).waitFor()
    await shot('03-ringing')
    await button(word.decline).click()

    const known = await callerInQueue('+81312345678')
    await page.getByRole('heading', { name: /山田|花子/ }).waitFor()
    await page.getByRole('textbox', { name: word.note }).fill(word.noteText)
    await shot('04-talking')
    await button(word.mute).click()
    await button(word.keypad).click()
    await shot('05-muted-keypad')
    await page.goto(`${centre.url}/#/customers?q=%E5%B1%B1%E7%94%B0`)
    await page.getByRole('table').waitFor()
    await shot('06-call-bar')
    await page.goto(`${centre.url}/#/phone`)
    telephony.hangUp(known)
    await operator.isIn(word.after)
    await shot('07-after-call')
    await button(word.stop).click()
    await button(word.finish).click()
    await operator.isIn(word.ready)
    await shot('08-idle-with-note')

    await anotherCustomer(centre.db)
    await button(word.queue).click()
    const several = await callerInQueue('+81312345678')
    await page.getByRole('button', { name: /太郎/ }).waitFor()
    await shot('09-several-customers')
    telephony.hangUp(several)
    await operator.isIn(word.after)
    const unknown = await callerInQueue('+819012345678')
    await page.getByRole('button', { name: /^(次の待機へ|Wait again now)$/ }).click()
    await page.getByRole('heading', { name: '090-1234-5678' }).waitFor()
    await shot('10-new-customer')
    const tooLong = { error: { code: 'invalid', fields: { note: 'too-long' } } }
    await page.route('**/api/contacts/save', (route) => route.fulfill({ status: 400, json: tooLong }))
    operator.expectComplaint(/400/)
    await page.getByRole('textbox', { name: /^(メモ|Note):/ }).fill(word.noteText)
    await page.getByText(/^(長すぎるため保存できません|Too long to be saved)/).waitFor()
    await shot('10-note-refused')
    await page.unroute('**/api/contacts/save')
    telephony.hangUp(unknown)
    await operator.isIn(word.after)

    await page.getByLabel(word.field).fill('0312345678')
    await page.keyboard.press('Enter')
    await operator.isIn(word.dialing)
    await shot('11-calling')
    await button(word.give).click()
    await operator.isIn(word.after)
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' })
    await button(word.sound).click()
    await page.getByRole('dialog').waitFor()
    await shot('12-sound-settings')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    await shot('13-keys')
    expect(findings).toEqual([])
  },
  picturesTimeout,
)

test.each(['ja', 'en'] as const)('every trouble of the phone has its sentence, in %s', async (language) => {
  const refused = await phones.softphone({ as: 'operator1', language, permissions: [] })
  await refused.isIn(words[language].ready)
  await refused.page.getByRole('button', { name: words[language].queue }).click()
  await refused.page.getByRole('alert').waitFor()
  await picture(refused.page, `20-microphone-refused-${language}`)

  const second = await refused.context.newPage()
  await second.goto(refused.page.url())
  await second.getByRole('heading', { level: 1 }).waitFor()
  await picture(second, `21-open-elsewhere-${language}`)

  refused.expectComplaint(/WebSocket/)
  centre.emulator.signal.isUnreachable = true
  centre.emulator.signal.cut()
  await refused.isIn(language === 'ja' ? '到達不可' : 'Unreachable')
  await picture(refused.page, `22-not-reachable-${language}`)
  expect(findings).toEqual([])
  centre.emulator.signal.isUnreachable = false
})
