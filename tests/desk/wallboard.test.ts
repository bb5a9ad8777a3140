import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import type { TelephonyEvent } from '../../emulator/telephony/events.ts'
import { createQueue } from '../../emulator/telephony/queue.ts'
import { Telephone } from '../../emulator/telephony/telephone.ts'
import type { Board } from '../../src/http/desk-actions.ts'
import { aQueue } from '../support/builders.ts'
import { centreNumber, useCentre } from '../support/centre.ts'
import { signIn } from '../support/desk-client.ts'
import { busyBoard } from './support/busy-board.ts'
import { useDesk, type Desk, type Visit } from './support/desk-browser.ts'
import { furnishCustomers, furnishPeople } from './support/furnish.ts'
import { untilGreeted, untilTold } from './support/phones.ts'
import { aLeg, aVisit } from './support/visits.ts'
import { languages, wordsOf } from './support/words.ts'

const centre = useCentre({ realTime: true })
const visit = useDesk(centre)

beforeEach(() => furnishPeople(centre.db))

const wall = { width: 1920, height: 1080 }

async function aLink(queueIds = ['support', 'sales'], days = 1) {
  const supervisor = await signIn(centre.url, 'supervisor')
  const { link, token } = await supervisor.must('wallboard-links/create', { name: '壁', queueIds, days })
  return { supervisor, link, token }
}

/** A visit whose page has had the test's clock from its beginning. */
async function visitUnderClock({ path, ...rest }: Visit): Promise<Desk> {
  const desk = await visit({ ...rest, address: '/assets/icon.svg' })
  await desk.page.clock.install()
  await desk.page.goto(`${centre.url}/#${path}`)
  return desk
}

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

/** The text of a cell of the page's board, figures and small words together. */
const cell = (page: Page, name: string, nth: number) =>
  row(page, name).getByRole('cell').nth(nth).textContent()

/** What the page is answered from now on, instead of the server's board. */
async function answer(page: Page, board: () => Board): Promise<void> {
  await page.route('**/api/wallboard/current', (route) => route.fulfill({ json: board() }))
}

const struck = (page: Page, selector: string) =>
  page
    .locator(selector)
    .evaluateAll((found) => found.map((each) => getComputedStyle(each).textDecorationLine === 'line-through'))

describe.each(languages)('in %s', (language) => {
  const t = wordsOf(language)

  test('a supervisor sees every queue, worst first, the longest wait ticking', async () => {
    await aVisit(centre.db, { waitingSeconds: 190 })
    const { page } = await visit({ as: 'supervisor', path: '/wallboard', language })
    const critical = row(page, 'サポート').getByText(t('wallboard.critical'))
    await critical.waitFor()
    expect(await critical.locator('svg').count()).toBe(1)
    const longest = () => cell(page, 'サポート', 1)
    const first = await longest()
    expect(first).toMatch(/^03:[1-3]\d$/)
    await expect.poll(longest).not.toBe(first)
    expect(await page.getByRole('row').nth(1).textContent()).toContain('サポート')
    expect(await page.getByRole('row').nth(2).textContent()).toContain('営業')
    await ageOf(page).waitFor()
  })

  test('a row tells who waits and works now, and how the day has been', async () => {
    const { db, emulator } = centre
    createQueue(emulator.telephony, 'support')
    await aVisit(db, { waitingSeconds: 21, left: 'bridged' })
    for (const waitingSeconds of [3, 12]) await aVisit(db, { waitingSeconds, left: 'bridged' })
    await aVisit(db, { waitingSeconds: 30, left: 'hangup' })
    await aVisit(db, { waitingSeconds: 4, left: 'hangup' })
    for (const state of ['waiting', 'waiting', 'talking'] as const) await aLeg(db, 'support', state)
    const caller = Telephone.dial(emulator.telephony, { from: '+819012345678', to: centreNumber })
    await untilGreeted(centre, caller.callSid)
    caller.press('1')
    await untilTold(
      centre,
      (event): event is TelephonyEvent => event.type === 'queue' && event.change === 'entered',
    )
    const { page } = await visit({ as: 'supervisor', path: '/wallboard', language })
    await row(page, 'サポート').waitFor()
    const figures = await row(page, 'サポート').getByRole('cell').allTextContents()
    expect(figures).toEqual([
      `1${t('wallboard.of-limit', { limit: 100 })}`,
      expect.stringMatching(/^00:\d\d$/),
      expect.stringMatching(/^00:\d\d$/),
      `${t('state.waiting')} 2${t('state.talking')} 1`,
      `3${t('wallboard.of-offered', { offered: 6 })}`,
      `2${t('wallboard.short', { short: 1 })}`,
      // Two in time of six less one who gave up at once.
      `40%${t('wallboard.within', { duration: language === 'ja' ? '20秒' : '20s' })}`,
    ])
  })

  test('a queue that needs watching says so with a word and a sign', async () => {
    await aVisit(centre.db, { waitingSeconds: 45, left: 'hangup' })
    await centre.db.updateTable('queue').set({ longest_wait_caution_seconds: 20 }).execute()
    await aVisit(centre.db, { queueId: 'sales', waitingSeconds: 30 })
    const { page } = await visit({ as: 'supervisor', path: '/wallboard', language })
    const caution = row(page, '営業').getByText(t('wallboard.caution'))
    await caution.waitFor()
    expect(await caution.locator('svg').count()).toBe(1)
    expect(await row(page, 'サポート').locator('svg[class*=alert]').count()).toBe(0)
  })

  test('figures that are not refreshed are struck through, and the page says since when and why', async () => {
    const { page, expectComplaint } = await visitUnderClock({
      as: 'supervisor',
      path: '/wallboard',
      language,
    })
    expectComplaint(/Failed to load resource/)
    await ageOf(page).waitFor()
    await page.route('**/api/wallboard/current', (route) => route.abort('internetdisconnected'))
    await page.clock.runFor(50_000)
    await page.getByText(stoppedAt).waitFor()
    await page.getByText(t('trouble.network')).waitFor()
    expect(new Set(await struck(page, 'tbody td > *'))).toEqual(new Set([true]))
    expect(new Set(await struck(page, 'main dd'))).toEqual(new Set([true]))
    await page.unroute('**/api/wallboard/current')
    await page.clock.runFor(6_000)
    await ageOf(page).waitFor()
    expect(new Set(await struck(page, 'tbody td > *, main dd'))).toEqual(new Set([false]))
  })

  test('what turns to worse is said, and nothing else: not on opening, not on recovery', async () => {
    const start = Date.now()
    let [second, waiting] = [0, 6]
    const desk = await visitUnderClock({ as: 'supervisor', path: '/account', language })
    const { page, go } = desk
    await answer(page, () => boardAt(start, second, { サポート: 11, 営業: waiting }))
    const next = async (seconds: number, callers: number) => {
      second += seconds
      waiting = callers
      await page.clock.runFor(5_100)
      await row(page, '営業')
        .getByText(new RegExp(`^${callers}$`))
        .waitFor()
    }
    await page.getByRole('heading', { level: 1 }).waitFor()
    await go('/wallboard')
    await row(page, '営業').getByText(t('wallboard.caution')).waitFor()
    await page.evaluate(listenToStatus)
    await next(5, 0)
    await next(5, 7)
    await next(11, 8)
    await next(5, 12)
    await next(11, 13)
    await next(5, 0)
    expect(await page.evaluate('heard')).toEqual([
      t('wallboard.queue-severity', { queueName: '営業', severity: t('wallboard.caution') }),
      t('wallboard.queue-severity', { queueName: '営業', severity: t('wallboard.critical') }),
    ])
  })

  test('each level has its board: an operator own queues, the others all of them and the links', async () => {
    await centre.db.deleteFrom('operator_queue').where('queue_id', '=', 'sales').execute()
    for (const as of ['supervisor', 'admin']) {
      const { page } = await visit({ as, path: '/wallboard', language })
      await row(page, '営業').waitFor()
      await row(page, 'サポート').waitFor()
      await page.getByRole('link', { name: t('wallboard.links') }).waitFor()
    }
    const { page } = await visit({ as: 'operator1', path: '/wallboard', language })
    await row(page, 'サポート').waitFor()
    expect(await row(page, '営業').count()).toBe(0)
    expect(await page.getByRole('link', { name: t('wallboard.links') }).count()).toBe(0)
    await centre.db.deleteFrom('operator_queue').execute()
    await page.reload()
    await page.getByText(t('wallboard.no-own-queues')).waitFor()
  })

  test('a link is made, shown once, and opens the board on a wall without signing in', async () => {
    const { page } = await visit({ as: 'supervisor', path: '/wallboard/links/new', language })
    await page.getByLabel(t('links.name')).fill('会議室')
    await page.getByRole('checkbox', { name: 'サポート' }).check()
    await page.getByRole('button', { name: t('links.create') }).click()
    const link = await page.getByRole('status', { name: t('links.link') }).textContent()

    // Whatever the wall's own language is, the board speaks the one it was made in.
    const elsewhere = language === 'ja' ? 'en' : 'ja'
    const board = await visit({ ...wall, path: new URL(link!).hash.slice(1), language: elsewhere })
    await row(board.page, 'サポート').waitFor()
    await board.page.getByRole('columnheader', { name: t('wallboard.longest') }).waitFor()
    expect(await row(board.page, '営業').count()).toBe(0)
  })

  test('links are open, expired or revoked, and only open ones can be revoked', async () => {
    const { supervisor, link } = await aLink()
    const expired = await supervisor.must('wallboard-links/create', {
      name: '旧館',
      queueIds: ['sales'],
      days: 1,
    })
    await expire(expired.link.linkId)
    await supervisor.must('wallboard-links/create', { name: '受付', queueIds: ['sales'], days: 1 })
    await supervisor.must('wallboard-links/revoke', { linkId: link.linkId })
    const { page } = await visit({ as: 'supervisor', path: '/wallboard/links', language })
    await row(page, '受付').getByText(t('links.open')).waitFor()
    await row(page, '旧館').getByText(t('links.expired')).waitFor()
    await row(page, '壁').getByText(t('links.revoked')).waitFor()
    expect(await page.getByRole('table').getByRole('button').count()).toBe(1)
    await page.getByRole('button', { name: t('links.revoke-named', { name: '受付' }) }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(t('links.revoke-why', { name: '受付' })).waitFor()
    await dialog.getByRole('button', { name: t('links.revoke'), exact: true }).click()
    await row(page, '受付').getByText(t('links.revoked')).waitFor()
    await page.getByText(t('links.revoked-now', { name: '受付' })).waitFor()
    expect(await page.getByRole('table').getByRole('button').count()).toBe(0)
  })

  test('a link that is revoked or has run out says so and shows nothing', async () => {
    const revoked = await aLink()
    const short = await aLink()
    const endings = [
      () => revoked.supervisor.must('wallboard-links/revoke', { linkId: revoked.link.linkId }),
      () => expire(short.link.linkId),
    ]
    for (const [nth, { token }] of [revoked, short].entries()) {
      const desk = await visitUnderClock({ ...wall, path: `/board/${token}`, language })
      desk.expectComplaint(/403/)
      await row(desk.page, 'サポート').waitFor()
      await endings[nth]!()
      await desk.page.clock.runFor(6_000)
      await desk.page.getByText(t('wallboard.refused-why')).waitFor()
      await showsNothing(desk.page, t('wallboard.refused'))
    }
  })

  test('a link that came altered, cut short or without its token says so and shows nothing', async () => {
    const { token } = await aLink()
    const { page, expectComplaint } = await visit({ ...wall, path: '/board', language })
    expectComplaint(/40[03]/)
    const wrong = [`/${token.slice(1)}x`, `/${token.slice(0, 20)}`, '/%00*?', '/', '']
    for (const path of wrong) {
      await page.goto(`${centre.url}/#/board${path}`)
      await page.reload()
      await page.getByText(t('wallboard.refused-why')).waitFor()
      await showsNothing(page, t('wallboard.refused'))
    }
  })

  test('a wall that is not refreshed is struck through and says since when; it recovers by itself', async () => {
    await aVisit(centre.db, { waitingSeconds: 10, left: 'bridged' })
    await aVisit(centre.db, { waitingSeconds: 70 })
    const { token } = await aLink()
    const { page, expectComplaint } = await visitUnderClock({ ...wall, path: `/board/${token}`, language })
    expectComplaint(/Failed to load resource/)
    await row(page, 'サポート').waitFor()
    await page.route('**/api/wallboard/board', (route) => route.abort('internetdisconnected'))
    await page.clock.runFor(50_000)
    await page.getByText(stoppedAt).waitFor()
    const level = page.getByText(t('wallboard.total-level', { percent: '50%' }))
    expect(await level.evaluate((each) => getComputedStyle(each).textDecorationLine)).toBe('line-through')
    expect(new Set(await struck(page, 'tbody td:not([data-none])'))).toEqual(new Set([true]))
    await page.unroute('**/api/wallboard/board')
    await page.clock.runFor(6_000)
    await ageOf(page).waitFor()
    expect(new Set(await struck(page, 'tbody td, header [data-figure]'))).toEqual(new Set([false]))
  })

  test('a wall without a network says so, and shows the board once there is one', async () => {
    const { token } = await aLink()
    const desk = await visit({ ...wall, address: '/assets/icon.svg', language })
    const { page } = desk
    desk.expectComplaint(/Failed to load resource/)
    await page.clock.install()
    await page.route('**/api/wallboard/board', (route) => route.abort('internetdisconnected'))
    await page.goto(`${centre.url}/#/board/${token}`)
    await page.getByText(t('wallboard.no-connection-why')).waitFor()
    await page.unroute('**/api/wallboard/board')
    await page.clock.runFor(6_000)
    await row(page, 'サポート').waitFor()
  })

  test('a wall without queues says so, and still tells how old that is', async () => {
    const { token } = await aLink()
    await centre.db.deleteFrom('operator_queue').execute()
    await centre.db.deleteFrom('queue').execute()
    const { page } = await visit({ ...wall, path: `/board/${token}`, language })
    await page.getByText(t('wallboard.no-queues')).waitFor()
    await ageOf(page).waitFor()
    await page.getByText(t('wallboard.total-waiting', { waiting: 0 })).waitFor()
  })

  const ageOf = (page: Page) => page.getByText(new RegExp(t('wallboard.age', { duration: '.+' })))
  const stoppedAt = new RegExp(t('wallboard.stopped', { time: '\\d\\d?:\\d\\d:\\d\\d' }))
})

test('nothing on the board moves while it is asked again', async () => {
  let turn = 0
  const { page, go } = await visitUnderClock({ as: 'supervisor', path: '/account' })
  await answer(page, () => laterBoard(turn++))
  await page.getByRole('heading', { level: 1 }).waitFor()
  await go('/wallboard')
  await row(page, '解約').waitFor()
  await page.evaluate(watchShifts)
  const places = await placesOf(page)
  for (let polls = 0; polls < 3; polls++) {
    const answered = page.waitForResponse('**/api/wallboard/current')
    await page.clock.runFor(5_100)
    await answered
  }
  const newest = (busyBoard().queues[0]!.today.answered + turn - 1).toLocaleString('ja')
  await row(page, 'サポート').getByText(newest, { exact: true }).waitFor()
  expect(await placesOf(page)).toEqual(places)
  expect(await page.evaluate('shifts')).toEqual([])
})

test('eight queues fill a page of the wall, and after 15 s it turns to the others', async () => {
  const queueIds = ['support', 'sales']
  for (let nth = 3; nth <= 12; nth++)
    queueIds.push(await aQueue(centre.db, { queue_id: `queue-${nth}`, queue_name: `窓口${nth}` }))
  const { token } = await aLink(queueIds)
  const { page } = await visitUnderClock({ ...wall, path: `/board/${token}` })
  await page.getByText('1 / 2').waitFor()
  const shown = () => page.locator('tbody tr th bdi').allTextContents()
  const first = await shown()
  expect(first).toHaveLength(8)
  expect(await heightOfDigits(page)).toBeGreaterThanOrEqual(0.08)
  expect(await bottomOf(page, 'tbody tr:last-child')).toBeLessThanOrEqual(wall.height)
  await page.clock.runFor(15_000)
  await page.getByText('2 / 2').waitFor()
  const second = await shown()
  expect(second).toHaveLength(4)
  expect(new Set([...first, ...second]).size).toBe(12)
  await page.clock.runFor(15_000)
  await page.getByText('1 / 2').waitFor()
  expect(await shown()).toEqual(first)
})

test('a wall asks that its screen is not darkened, and again when it comes back into view', async () => {
  const { token } = await aLink()
  const { page } = await visit({ ...wall, path: `/board/${token}`, before: noteWakeLocks })
  await row(page, 'サポート').waitFor()
  expect(await page.evaluate('wakeLocks')).toEqual(['screen'])
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  expect(await page.evaluate('wakeLocks')).toEqual(['screen', 'screen'])
})

test('a button fills the screen, and is gone while it is filled', async () => {
  const { token } = await aLink()
  const { page } = await visit({ ...wall, path: `/board/${token}` })
  const button = page.getByRole('button', { name: '全画面にする' })
  await button.click()
  await button.waitFor({ state: 'detached' })
  expect(await page.evaluate(() => document.fullscreenElement === document.documentElement)).toBe(true)
  await page.evaluate(() => document.exitFullscreen())
  await button.waitFor()
})

test('nobody is named on a wall: no operator, no customer, no number', async () => {
  await furnishCustomers(centre.db)
  await aVisit(centre.db, { waitingSeconds: 20, from: '+81312345001' })
  await aVisit(centre.db, { waitingSeconds: 10, left: 'bridged', from: '+81312345002' })
  await aLeg(centre.db, 'support', 'talking')
  const { token } = await aLink()
  const desk = await visit({ ...wall, path: `/board/${token}` })
  const answered = await desk.page.waitForResponse('**/api/wallboard/board')
  await row(desk.page, 'サポート').waitFor()
  const told = `${await answered.text()} ${await desk.page.locator('html').innerHTML()}`
  const names = ['管理', '見守', '山田', '花子', 'operator1', 'supervisor', 'admin', '佐藤', '鈴木']
  const numbers = ['+81', '12345001', '2345-001', 'CA0000', 'CB0000']
  expect([...names, ...numbers].filter((secret) => told.includes(secret))).toEqual([])
})

test('a wall takes a newer version of the desk by itself', async () => {
  const { token } = await aLink()
  const { page } = await visitUnderClock({ ...wall, path: `/board/${token}` })
  await row(page, 'サポート').waitFor()
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

test.each([
  ['its words', '**/assets/ja-*.js', '読み込めませんでした。自動でもう一度読み込みます。'],
  ['its board', '**/assets/television-*.js', 'ページを表示できません'],
  ['its program', '**/assets/index-*.js', '読み込めませんでした。自動でもう一度読み込みます。'],
])('a wall that could not fetch %s says so and loads itself anew', async (_, missing, words) => {
  const { token } = await aLink()
  const { page, expectComplaint } = await visit({ ...wall, address: '/assets/icon.svg' })
  expectComplaint(/Failed to (load|fetch)|error loading/i)
  await page.clock.install()
  await page.route(missing, (route) => route.abort('internetdisconnected'))
  await page.goto(`${centre.url}/#/board/${token}`)
  await page.clock.runFor(6_000)
  await page.getByText(words).waitFor()
  await page.unroute(missing)
  await page.clock.runFor(10_000)
  await row(page, 'サポート').waitFor()
})

async function expire(linkId: number): Promise<void> {
  await centre.db
    .updateTable('wallboard_link')
    .set({ expires_at: new Date(Date.now() - 1000) })
    .where('link_id', '=', linkId)
    .execute()
}

/** Not even what was known before. */
async function showsNothing(page: Page, title: string): Promise<void> {
  await page.getByRole('heading', { name: title }).waitFor()
  expect(await page.getByRole('table').count()).toBe(0)
  expect(await page.getByText('サポート').count()).toBe(0)
}

/** Two queues of a quiet day, so many seconds after the start, with so many callers in each. */
function boardAt(start: number, second: number, waiting: Record<string, number>): Board {
  const now = new Date(start + second * 1000).toISOString()
  const board = busyBoard()
  const quiet = board.queues[4]!
  const queues = Object.entries(waiting).map(([queueName, callers]) => ({
    ...quiet,
    queueId: queueName,
    queueName,
    waiting: callers,
    longestWaitSince: null,
  }))
  return { ...board, now, refreshedAt: now, queues }
}

/** The busy board a little later: other figures, some of them wider, and no queue worse or better than before. */
function laterBoard(turn: number): Board {
  const board = busyBoard()
  const queues = board.queues.map((queue) => ({
    ...queue,
    maxSize: queue.maxSize * 10 ** (turn % 2),
    averageWaitSeconds: queue.averageWaitSeconds + turn * 600,
    operatorsTalking: queue.operatorsTalking + turn * 9,
    today: {
      ...queue.today,
      offered: queue.today.offered + turn,
      answered: queue.today.answered + turn,
      abandoned: queue.today.abandoned + turn,
    },
  }))
  return { ...board, queues }
}

/** Runs in the page: keeps what its live region says. */
function listenToStatus(): void {
  const heard: string[] = []
  Object.assign(window, { heard })
  const region = document.querySelector('main [role=status]')!
  if (region.textContent) heard.push(region.textContent)
  new MutationObserver(() => {
    if (region.textContent && region.textContent !== heard.at(-1)) heard.push(region.textContent)
  }).observe(region, { childList: true, characterData: true, subtree: true })
}

/** Runs in the page: keeps what moves, the figures' own growth aside. */
function watchShifts(): void {
  const shifts: string[] = []
  Object.assign(window, { shifts })
  type Shift = PerformanceEntry & { sources: { node: Node | null }[] }
  new PerformanceObserver((list) => {
    for (const { sources } of list.getEntries() as Shift[])
      for (const { node } of sources) {
        const element = node instanceof Element ? node : node?.parentElement
        if (!element?.closest('td')) shifts.push(element?.outerHTML ?? 'something that has gone')
      }
  }).observe({ type: 'layout-shift' })
}

/** Where rows, cells and headings stand, and how large they are. */
function placesOf(page: Page): Promise<string[]> {
  return page.locator('header, h1, dt, tr, th, td').evaluateAll((elements) =>
    elements.map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      return `${element.tagName} ${[x, y, width, height].join(' ')}`
    }),
  )
}

/** As a share of the screen's height. */
async function heightOfDigits(page: Page): Promise<number> {
  const figure = page.locator('tbody td').first()
  const height = await figure.evaluate((each) => {
    const context = document.createElement('canvas').getContext('2d')!
    const { fontWeight, fontSize, fontFamily } = getComputedStyle(each)
    context.font = `${fontWeight} ${fontSize} ${fontFamily}`
    return context.measureText('0').actualBoundingBoxAscent
  })
  return height / wall.height
}

async function bottomOf(page: Page, selector: string): Promise<number> {
  const { y, height } = (await page.locator(selector).boundingBox())!
  return y + height
}

/** For `Visit.before`: this Chromium has no screen to keep awake. */
const noteWakeLocks = `
  window.wakeLocks = []
  Object.defineProperty(Navigator.prototype, 'wakeLock', {
    value: { request: async (kind) => { window.wakeLocks.push(kind); return {} } },
  })
`
