import { readFileSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { type Centre, startCentre } from './centre.ts'
import { heard, launchBrowser, waitForSound } from './softphone-page.ts'

vi.setConfig({ testTimeout: 60_000 })

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const PICTURES = resolve(import.meta.dirname, '../../test-output/telephone')
const ROW = { visit_id: 'v1', From: '<img src=x onerror="document.title=1">', QueueResult: null }

const rows = createServer((_request, response) => response.end(JSON.stringify([ROW])))
let centre: Centre
let browser: Browser
const complaints: string[] = []

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true })
  await once(rows.listen(0, '127.0.0.1'), 'listening')
  const url = `http://127.0.0.1:${(rows.address() as AddressInfo).port}/`
  const panels = [{ title: 'enqueue_data', url }]
  ;[centre, browser] = await Promise.all([startCentre({ panels }), launchBrowser()])
})
afterAll(async () => {
  await browser.close()
  await centre.stop()
  rows.close()
})
afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
  centre.emulator.reset()
  expect(complaints.splice(0)).toEqual([])
})

async function openTelephone(
  look: { width?: number; height?: number; locale?: string; dark?: boolean } = {},
) {
  const { width = 1280, height = 800, locale = 'ja-JP', dark = false } = look
  const context = await browser.newContext({
    viewport: { width, height },
    locale,
    colorScheme: dark ? 'dark' : 'light',
    permissions: ['microphone'],
  })
  const page = await context.newPage()
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(`${centre.emulator.url}/_emulator`)
  await page.locator('.telephone').first().waitFor()
  return page
}

const caller = (page: Page) => page.locator('.telephone').first()
const operator = (page: Page) => page.locator('.telephone').filter({ hasText: 'identity' }).first()
const hears = (page: Page, which: ReturnType<typeof caller>, text: string) =>
  which.locator('.display', { hasText: text }).waitFor({ timeout: 20_000 })
const picture = (page: Page, name: string) => page.screenshot({ path: join(PICTURES, `${name}.png`) })

/** A caller in the queue. */
async function waiting(page: Page) {
  await caller(page).getByRole('button', { name: '発信' }).click()
  await hears(page, caller(page), 'お電話ありがとうございます')
  await caller(page).getByRole('button', { name: '1', exact: true }).click()
  await hears(page, caller(page), '1番目')
}

test('a person calls, presses 1, waits, is answered by the second telephone, and hangs up', async () => {
  const page = await openTelephone()
  await waiting(page)
  await page.locator('.queue', { hasText: 'support' }).locator('.waiting').waitFor()
  await picture(page, 'waiting')
  await operator(page).getByRole('button', { name: '接続' }).click()
  await hears(page, caller(page), '会話中 client:operator1')
  await hears(page, operator(page), '会話中 +81')
  await picture(page, 'talking')
  const log = await page.locator('#log').innerText()
  for (const text of ['POST /voice/greeting', 'POST /voice/choice', '<Enqueue', 'POST /voice/connecting'])
    expect(log).toContain(text)
  await caller(page).getByRole('button', { name: '切断' }).click()
  await caller(page).locator('.status', { hasText: '終了' }).waitFor()
  await operator(page).locator('.status', { hasText: '終了' }).waitFor()
})

test('the log narrows to one call and to its requests, and opens to the parameters', async () => {
  const page = await openTelephone()
  await waiting(page)
  await page.getByLabel('リクエストのみ').check()
  expect(await page.locator('#log .line:visible').count()).toBe(0)
  await page.locator('#log summary').first().click()
  expect(await page.locator('#log .parameters').first().innerText()).toContain('CallSid')
  await page.locator('#filter').selectOption({ index: 1 })
  expect(await page.locator('#log .request:visible').count()).toBeGreaterThan(2)
})

test('what rows contain is shown and never run', async () => {
  const page = await openTelephone()
  await page.getByRole('cell', { name: ROW.From }).waitFor()
  expect(await page.title()).not.toBe('1')
})

test('a telephone outside rings on the page, and is answered there', async () => {
  const page = await openTelephone()
  await operator(page).getByLabel('接続先').fill('Destination=+81312345678')
  await operator(page).getByRole('button', { name: '接続' }).click()
  const outside = page.locator('.telephone').first()
  await outside.locator('.status', { hasText: '着信中' }).waitFor()
  await page.locator('.telephone').nth(2).waitFor()
  await picture(page, 'ringing')
  await outside.getByRole('button', { name: '応答' }).click()
  await hears(page, outside, '会話中 client:operator1')
})

test('a stand-in that can be rung rings, and refuses', async () => {
  const page = await openTelephone()
  await operator(page).getByLabel('着信を受ける').check()
  await page.getByRole('button', { name: '操作員の電話を追加' }).click()
  const colleague = page.locator('.telephone').nth(2)
  await colleague.getByLabel('接続先').fill('Destination=client:operator1')
  await colleague.getByRole('button', { name: '接続' }).click()
  await operator(page).getByRole('button', { name: '拒否' }).click()
  await operator(page).locator('.status', { hasText: '話し中' }).waitFor()
})

test('with the microphone the prompts are heard as sound', async () => {
  const page = await openTelephone()
  await page.evaluate(() => {
    const Real = window.RTCPeerConnection
    const peers: RTCPeerConnection[] = []
    window.RTCPeerConnection = new Proxy(Real, {
      construct: (target, args: [RTCConfiguration?]) => peers[peers.push(new target(...args)) - 1]!,
    })
    window.phone = { peers } as unknown as typeof window.phone
  })
  await caller(page).getByLabel('マイク').check()
  await waiting(page)
  await waitForSound(page)
  expect((await heard(page)).lost).toBe(0)
})

test.each([
  ['ja-light-1280', {}],
  ['en-dark-1280', { locale: 'en-US', dark: true }],
  ['ja-light-390', { width: 390, height: 844 }],
  ['en-dark-390', { width: 390, height: 844, locale: 'en-US', dark: true }],
])('the page is clean for everyone (%s)', async (name, look) => {
  const page = await openTelephone(look)
  await caller(page).locator('.buttons button').click()
  await page.locator('#log .twiml').first().waitFor()
  await page.locator('#settings summary').click()
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true })
  await page.evaluate(AXE)
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    return (await axe.run()).violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
    )
  })
  expect(found).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
})

test('a cookie that Twilio makes Secure comes back to http://localhost', async () => {
  const page = await openTelephone()
  const echoed = await page.evaluate(async () => {
    await fetch('/echo?setCookie=session%3Dabc%3B%20Path%3D%2F%3B%20SameSite%3DStrict')
    return (await (await fetch('/echo')).json()).headers.cookie
  })
  expect(echoed).toBe('session=abc')
  expect(await page.context().cookies()).toMatchObject([{ name: 'session', secure: true, httpOnly: true }])
})

test('the language changes in mid-call, and is remembered', async () => {
  const page = await openTelephone()
  await waiting(page)
  await page.getByRole('button', { name: 'English' }).click()
  await caller(page).getByRole('button', { name: 'Hang up' }).waitFor()
  await hears(page, caller(page), '')
  await page.reload()
  await caller(page).getByRole('button', { name: 'Hang up' }).waitFor()
})

test('the emulator’s end is said on the page', async () => {
  const page = await openTelephone()
  await page.route('**/api/events', (route) => route.abort())
  await page.reload()
  await page.getByRole('alert').filter({ hasText: '再接続' }).waitFor()
  complaints.length = 0
})
