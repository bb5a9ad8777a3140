import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { projectRoot } from '../../../scripts/project-root.ts'
import type { DeskActions } from '../../../src/http/desk-actions.ts'
import { signIn } from '../../support/desk-client.ts'
import { useCentre } from '../../support/centre.ts'
import { axeFindings, useDesk } from './desk-browser.ts'
import { furnishLargely } from './furnish.ts'
import { busyBoard } from './busy-board.ts'
import { everyCall } from './every-call.ts'
import type { Language } from './words.ts'

const folder = join(projectRoot, 'test-output/desk')

interface Scene {
  name: string
  path: string
  as?: string
  /** Seen when the page has come. */
  sight: string | ((page: Page) => Promise<unknown>)
  /** Complaints of the page that belong to the scene. */
  complaint?: RegExp
  /** The whole page, not only what fits the window. */
  whole?: boolean
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).waitFor()
const rows = (page: Page) => page.locator('tbody a, tbody td:not(:has(span:empty))').first().waitFor()
const dialog = (page: Page) => page.getByRole('dialog').waitFor()
const arrive = async (page: Page, path: string, sight: string) => {
  await heading(page)
  await page.evaluate((hash) => (location.hash = hash), path)
  await page.locator(sight).first().waitFor()
}
const press = (path: string) => async (page: Page) => page.locator(path).first().click()

const scenes: Scene[] = [
  { name: 'sign-in', path: '/', sight: heading, complaint: /401/ },
  { name: 'operators', as: 'admin', path: '/operators', sight: rows },
  { name: 'operators-none-found', as: 'admin', path: '/operators?q=zzz', sight: '[role=search]' },
  { name: 'operator', as: 'admin', path: '/operators/operator7', sight: 'form', whole: true },
  { name: 'operator-new', as: 'admin', path: '/operators/~new', sight: 'form', whole: true },
  {
    name: 'operator-refused',
    as: 'admin',
    path: '/operators/~new',
    sight: async (page) => {
      await press('form [type=submit]')(page)
      await page.locator('[aria-invalid=true]').first().waitFor()
    },
    complaint: /400/,
    whole: true,
  },
  {
    name: 'operator-removal',
    as: 'admin',
    path: '/operators/operator5',
    sight: async (page) => {
      await page.locator('form + div button').last().click()
      await dialog(page)
    },
  },
  { name: 'queues', as: 'admin', path: '/queues', sight: rows },
  { name: 'queue', as: 'admin', path: '/queues/queue-7', sight: 'dl [data-tone]', whole: true },
  { name: 'customers', as: 'supervisor', path: '/customers', sight: rows },
  { name: 'customers-to-find', as: 'operator1', path: '/customers', sight: heading },
  {
    name: 'customer',
    as: 'operator1',
    path: '/account',
    sight: async (page) => {
      await page.route('**/api/customers/show', async (route) => {
        const shown = (await (await route.fetch()).json()) as DeskActions['customers/show']['response']
        await route.fulfill({ json: { ...shown, timeline: [...everyCall(), ...shown.timeline] } })
      })
      await arrive(page, '/customers/1', 'ol')
    },
    whole: true,
  },
  { name: 'customer-long-name', as: 'operator1', path: '/customers/7', sight: heading },
  { name: 'customer-edit', as: 'operator1', path: '/customers/1/edit', sight: 'form' },
  {
    name: 'wallboard',
    as: 'supervisor',
    path: '/account',
    sight: async (page) => {
      await page.route('**/api/wallboard/current', (route) => route.fulfill({ json: busyBoard() }))
      await arrive(page, '/wallboard', 'tbody td b')
    },
    whole: true,
  },
  {
    name: 'wallboard-stopped',
    as: 'supervisor',
    path: '/account',
    sight: async (page) => {
      const stopped = { ...busyBoard(), refreshedAt: new Date(Date.now() - 90_000).toISOString() }
      await page.route('**/api/wallboard/current', (route) => route.fulfill({ json: stopped }))
      await arrive(page, '/wallboard', 'tbody td b')
    },
  },
  {
    name: 'customers-waiting',
    as: 'supervisor',
    path: '/account',
    sight: async (page) => {
      await page.route('**/api/customers/search', () => undefined)
      await arrive(page, '/customers', '[aria-busy=true]')
    },
  },
  {
    name: 'customers-trouble',
    as: 'supervisor',
    path: '/account',
    sight: async (page) => {
      const refusal = { status: 403, json: { error: { code: 'level' } } }
      await page.route('**/api/customers/search', (route) => route.fulfill(refusal))
      await arrive(page, '/customers', '[role=alert]')
    },
    complaint: /403/,
  },
  {
    name: 'save-without-network',
    as: 'operator1',
    path: '/customers/1/edit',
    sight: async (page) => {
      await page.locator('form').waitFor()
      await page.route('**/api/customers/update', (route) => route.abort('internetdisconnected'))
      await press('form [type=submit]')(page)
      await page.locator('[role=alert]').waitFor()
    },
    complaint: /Failed to load/,
  },
  {
    name: 'session-ended',
    as: 'operator1',
    path: '/customers/1/edit',
    sight: async (page) => {
      await page.locator('form').waitFor()
      await page.context().clearCookies()
      await press('form [type=submit]')(page)
      await dialog(page)
    },
    complaint: /401/,
  },
  { name: 'password-choice', as: 'operator13', path: '/', sight: heading },
  { name: 'wallboard-links', as: 'supervisor', path: '/wallboard/links', sight: rows },
  { name: 'wallboard-link-new', as: 'supervisor', path: '/wallboard/links/new', sight: 'form', whole: true },
  { name: 'account', as: 'operator1', path: '/account', sight: heading, whole: true },
  { name: 'audit', as: 'admin', path: '/audit', sight: rows },
  { name: 'not-found', as: 'operator1', path: '/nowhere', sight: heading },
  {
    name: 'shortcuts',
    as: 'admin',
    path: '/account',
    sight: async (page) => {
      await heading(page)
      await page.keyboard.press('?')
      await dialog(page)
    },
  },
]

const shapes = [
  { name: 'light-1280', colorScheme: 'light', width: 1280, height: 800 },
  { name: 'dark-1280', colorScheme: 'dark', width: 1280, height: 800 },
  { name: 'light-390', colorScheme: 'light', width: 390, height: 844 },
  { name: 'dark-390', colorScheme: 'dark', width: 390, height: 844 },
] as const

/** The dark colours are the same in both languages. */
const shapesOf = (language: Language) =>
  shapes.filter(({ colorScheme }) => language === 'ja' || colorScheme === 'light')

/** The tests of a file: every scene in one language, and the wall. Two languages are two files, which run side by side. */
export function photographIn(language: Language): void {
  const centre = useCentre({ realTime: true })
  const visit = useDesk(centre)

  beforeAll(() => mkdirSync(folder, { recursive: true }))

  beforeEach(() => furnishLargely(centre.db))

  test(`every page is photographed in ${language}, wide and narrow; axe finds nothing`, async () => {
    const supervisor = await signIn(centre.url, 'supervisor')
    await supervisor.must('wallboard-links/create', {
      name: '会議室',
      queueIds: ['support', 'sales'],
      days: 30,
    })
    const findings: string[] = []
    for (const scene of scenes) {
      const { page, expectComplaint, context } = await visit({ as: scene.as, path: scene.path, language })
      if (scene.complaint) expectComplaint(scene.complaint)
      await (typeof scene.sight === 'string'
        ? page.locator(scene.sight).first().waitFor()
        : scene.sight(page))
      for (const shape of shapesOf(language)) {
        await page.setViewportSize(shape)
        await page.emulateMedia({ colorScheme: shape.colorScheme, reducedMotion: 'reduce' })
        await page.screenshot({
          path: join(folder, `${scene.name}-${language}-${shape.name}.png`),
          fullPage: scene.whole,
        })
        const found = await sidewaysScroll(page)
        if (found) findings.push(`${scene.name} ${shape.name}: ${found}`)
        // The marks are the same in both languages.
        if (language === 'ja' && (shape.name === 'light-1280' || shape.name === 'dark-390'))
          findings.push(
            ...(await axeFindings(page)).map((finding) => `${scene.name} ${shape.name}: ${finding}`),
          )
      }
      await context.close()
    }
    expect(findings).toEqual([])
  }, 400_000)

  test(`the wall is photographed in ${language}: eight queues a page, stopped, refused`, async () => {
    const supervisor = await signIn(centre.url, 'supervisor')
    const { queues } = await supervisor.must('queues/list', {})
    const queueIds = queues.map(({ queueId }) => queueId)
    const { token, link } = await supervisor.must('wallboard-links/create', {
      name: '壁',
      queueIds,
      days: 30,
    })
    const { page, expectComplaint } = await visit({
      path: `/board/${token}?lang=${language}`,
      language,
      width: 1920,
      height: 1080,
    })
    expectComplaint(/403|Failed to load/)
    await page.route('**/api/wallboard/board', (route) => route.fulfill({ json: busyBoard() }))
    await page.getByRole('row', { name: /解約/ }).waitFor()
    const picture = (name: string) => page.screenshot({ path: join(folder, `wall-${name}-${language}.png`) })
    await picture('board')
    expect(await cutOff(page)).toEqual([])
    expect(await axeFindings(page)).toEqual([])
    await page.clock.install({ time: Date.now() })
    await page.unroute('**/api/wallboard/board')
    await page.route('**/api/wallboard/board', (route) => route.abort('internetdisconnected'))
    await page.clock.runFor(50_000)
    await page.locator('[data-freshness=stopped]').first().waitFor()
    await picture('stopped')
    await page.unroute('**/api/wallboard/board')
    await supervisor.must('wallboard-links/revoke', { linkId: link.linkId })
    await page.clock.runFor(6_000)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await picture('refused')
  })
}

/** Figures that reach beyond their cell: on a wall nobody can scroll. */
function cutOff(page: Page): Promise<(string | null)[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('tbody td')]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ textContent }) => textContent),
  )
}

/** A page that can be pushed sideways, and what pushes it. */
function sidewaysScroll(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth > clientWidth ? `${scrollWidth} px of content in ${clientWidth} px` : undefined
  })
}
