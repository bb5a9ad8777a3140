import { beforeEach, expect, test } from 'vitest'
import { signIn } from '../support/desk-client.ts'
import { useCentre } from '../support/centre.ts'
import { useDesk } from './support/desk-browser.ts'
import { furnishPeople } from './support/furnish.ts'
import { aVisit } from './support/visits.ts'

const centre = useCentre({ realTime: true })
const visit = useDesk(centre)

beforeEach(async () => {
  await furnishPeople(centre.db)
})

async function aLink(queueIds = ['support', 'sales'], days = 1) {
  const supervisor = await signIn(centre.url, 'supervisor')
  const { link, token } = await supervisor.must('wallboard-links/create', { name: '壁', queueIds, days })
  return { supervisor, link, token }
}

test('a supervisor sees every queue with its waiting callers, the longest wait ticking', async () => {
  await aVisit(centre.db, { waitingSeconds: 190 })
  const { page } = await visit({ as: 'supervisor', path: '/wallboard' })
  const support = page.getByRole('row', { name: /サポート/ })
  await support.getByText('危険').waitFor()
  const longest = () => support.getByRole('cell').nth(1).textContent()
  const first = await longest()
  expect(first).toMatch(/^03:[1-3]\d$/)
  await expect.poll(longest).not.toBe(first)
  expect(await page.getByRole('row').nth(1).textContent()).toContain('サポート')
  await page.getByText(/秒前の状況/).waitFor()
})

test('nothing on the board moves while it is asked again', async () => {
  const { page } = await visit({ as: 'supervisor', path: '/wallboard' })
  await page.getByRole('row', { name: /サポート/ }).waitFor()
  await page.evaluate(() => {
    const shifts: number[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) =>
      shifts.push(...list.getEntries().map(({ startTime }) => startTime)),
    ).observe({
      type: 'layout-shift',
    })
  })
  for (let polls = 0; polls < 2; polls++) await page.waitForResponse('**/api/wallboard/current')
  expect(await page.evaluate('shifts')).toEqual([])
})

test('an operator sees own queues only', async () => {
  await centre.db.deleteFrom('operator_queue').where('queue_id', '=', 'sales').execute()
  const { page } = await visit({ as: 'operator1', path: '/wallboard' })
  await page.getByRole('row', { name: /サポート/ }).waitFor()
  expect(await page.getByRole('row', { name: /営業/ }).count()).toBe(0)
  expect(await page.getByRole('link', { name: '大画面に映す' }).count()).toBe(0)
})

test('a link is made, shown once, and opens the board on a wall without signing in', async () => {
  const { page } = await visit({ as: 'supervisor', path: '/wallboard/links/new' })
  await page.getByLabel('名前').fill('会議室')
  await page.getByRole('checkbox', { name: 'サポート' }).check()
  await page.getByRole('button', { name: 'リンクを作る' }).click()
  const link = await page.getByRole('status', { name: '掲示リンク' }).textContent()

  const wall = await visit({ width: 1920, height: 1080, path: new URL(link!).hash.slice(1) })
  const figure = wall.page
    .getByRole('row', { name: /サポート/ })
    .getByRole('cell')
    .first()
  await figure.waitFor()
  expect(await wall.page.getByRole('row', { name: /営業/ }).count()).toBe(0)
})

test('figures on a wall are at least 8 % of its height with eight queues on a page', async () => {
  const { token } = await aLink()
  const { page } = await visit({ width: 1920, height: 1080, path: `/board/${token}` })
  const figure = page
    .getByRole('row', { name: /サポート/ })
    .getByRole('cell')
    .first()
  await figure.waitFor()
  const digitHeight = await figure.evaluate((cell) => {
    const context = document.createElement('canvas').getContext('2d')!
    const { fontWeight, fontSize, fontFamily } = getComputedStyle(cell)
    context.font = `${fontWeight} ${fontSize} ${fontFamily}`
    return context.measureText('0').actualBoundingBoxAscent
  })
  expect(digitHeight / 1080).toBeGreaterThanOrEqual(0.08)
})

test('a revoked link says so and shows nothing, an altered one too', async () => {
  const { supervisor, link, token } = await aLink()
  const altered = await visit({ path: `/board/${token.slice(1)}x` })
  altered.expectComplaint(/403/)
  await altered.page.getByText('この掲示リンクは使えません').waitFor()

  const { page, expectComplaint } = await visit({ path: `/board/${token}` })
  expectComplaint(/403/)
  await page.getByRole('row', { name: /サポート/ }).waitFor()
  await supervisor.must('wallboard-links/revoke', { linkId: link.linkId })
  await page.getByText('この掲示リンクは使えません').waitFor()
  expect(await page.getByText('サポート').count()).toBe(0)
})

test('a board that is not refreshed is struck through and says since when; it recovers by itself', async () => {
  const { token } = await aLink()
  const { page, expectComplaint } = await visit({ path: `/board/${token}` })
  expectComplaint(/Failed to load resource/)
  await page.getByRole('row', { name: /サポート/ }).waitFor()
  await page.clock.install()
  await page.route('**/api/wallboard/board', (route) => route.abort('internetdisconnected'))
  await page.clock.runFor(16_000)
  await page.clock.runFor(31_000)
  await page.getByText(/更新停止 \d\d?:\d\d:\d\d/).waitFor()
  await page.unroute('**/api/wallboard/board')
  await page.clock.runFor(6_000)
  await page.getByText(/秒前の状況/).waitFor()
})

test('a wall takes a newer version of the desk by itself', async () => {
  const { token } = await aLink()
  const { page, expectComplaint } = await visit()
  expectComplaint(/401/)
  await page.clock.install()
  await page.goto(`${centre.url}/#/board/${token}`)
  await page.reload()
  await page.getByRole('row', { name: /サポート/ }).waitFor()
  await page.route(`${centre.url}/`, async (route) => {
    if (route.request().resourceType() !== 'fetch') return route.continue()
    const response = await route.fetch()
    await route.fulfill({
      response,
      body: (await response.text()).replace(/index-[\w-]+\.js/, 'index-newer.js'),
    })
  })
  const reloaded = page.waitForEvent('load', { timeout: 10_000 })
  await page.clock.runFor(61_000)
  await reloaded
})
