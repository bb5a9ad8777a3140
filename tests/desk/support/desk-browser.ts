import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { ensureWindowlessBrowser } from '../../../scripts/browser.ts'
import type { Centre } from '../../support/centre.ts'
import { signIn, type DeskClient } from '../../support/desk-client.ts'

export interface Visit {
  /** Signed in as this operator; without one the visit begins at the door. */
  as?: string
  language?: 'ja' | 'en'
  scheme?: 'light' | 'dark'
  width?: number
  height?: number
  /** Where the machine stands; without it in Tokyo. */
  timeZone?: string
  /** The hash's path: `/operators`. */
  path?: string
  /** Another page of the same origin instead of the desk. */
  address?: string
  /** What the browser lets the page do without asking: `microphone`. */
  permissions?: string[]
  /** Runs before the page's own code. */
  before?: string
}

export interface Desk {
  page: Page
  context: BrowserContext
  /** A complaint of the page that the test caused on purpose: it is looked at no more. */
  expectComplaint(pattern: RegExp): void
  go(path: string): Promise<void>
  /** The browser's session is this operator's now, as another tab would have made it. */
  become(operatorId: string): Promise<void>
}

interface Chromium {
  /** Without it the one without windows, which is quicker. */
  executablePath?: string
  args?: string[]
}

/** One Chromium a file; each visit is a browser of its own. */
export function useDesk(centre: Centre, options: Chromium = {}): (visit?: Visit) => Promise<Desk> {
  let browser: Browser
  const visits: { context: BrowserContext; complaints: string[]; expected: RegExp[] }[] = []
  beforeAll(async () => {
    const { executablePath = ensureWindowlessBrowser(), args = [] } = options
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', ...args] })
  })
  const sessions = new Map<string, Promise<DeskClient>>()
  afterEach(async () => {
    sessions.clear()
    const unexpected = visits.flatMap(({ complaints, expected }) =>
      complaints.filter((complaint) => !expected.some((pattern) => pattern.test(complaint))),
    )
    await Promise.all(visits.splice(0).map(({ context }) => context.close()))
    expect(unexpected, 'what the page complained of').toEqual([])
  })
  afterAll(() => browser?.close())

  /** Signed in once a test: tests see the same person in several windows. */
  const cookiesOf = async (operatorId: string) => {
    if (!sessions.has(operatorId)) sessions.set(operatorId, signIn(centre.url, operatorId))
    const { cookies } = await sessions.get(operatorId)!
    return [...cookies].map(([name, value]) => ({ name, value, url: centre.url, path: '/', secure: true }))
  }

  return async (visit = {}) => {
    const context = await openContext(browser, visit)
    const record = { context, complaints: [] as string[], expected: [] as RegExp[] }
    visits.push(record)
    context.on('page', (page) => listen(page, centre.url, record.complaints))
    const page = await context.newPage()
    // Playwright's own way gives every cookie a domain, which a `__Host-` cookie may not have.
    const browserItself = await context.newCDPSession(page)
    const become = async (operatorId: string) => {
      for (const cookie of await cookiesOf(operatorId))
        expect(await browserItself.send('Network.setCookie', cookie)).toEqual({ success: true })
    }
    if (visit.as) await become(visit.as)
    await page.goto(`${centre.url}${visit.address ?? `/#${visit.path ?? '/'}`}`)
    return {
      page,
      context,
      expectComplaint: (pattern) => record.expected.push(pattern),
      go: async (path) => {
        await page.evaluate((hash) => (location.hash = hash), path)
      },
      become,
    }
  }
}

async function openContext(browser: Browser, visit: Visit): Promise<BrowserContext> {
  const { language = 'ja', scheme = 'light', width = 1280, height = 800 } = visit
  const context = await browser.newContext({
    locale: language === 'ja' ? 'ja-JP' : 'en-US',
    timezoneId: visit.timeZone ?? 'Asia/Tokyo',
    colorScheme: scheme,
    viewport: { width, height },
    reducedMotion: 'reduce',
    permissions: visit.permissions,
  })
  if (visit.before) await context.addInitScript(visit.before)
  context.setDefaultTimeout(10_000)
  return context
}

/** Anything in the console, any crash, and any request that leaves the machine. */
function listen(page: Page, url: string, complaints: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:'))
      complaints.push(`A request left the machine: ${request.url()}`)
  })
  page.on('websocket', (socket) => {
    if (!socket.url().startsWith(url.replace('http', 'ws')))
      complaints.push(`A socket left the machine: ${socket.url()}`)
  })
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface AxeResults {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[]
}

/** What axe finds on the page as it is now, in words. */
export async function axeFindings(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  const { violations } = (await page.evaluate(
    'axe.run(document, { resultTypes: ["violations"] })',
  )) as AxeResults
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}: ${failureSummary ?? ''}`),
  )
}
