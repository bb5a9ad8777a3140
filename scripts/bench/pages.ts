import { chromium, type Page } from 'playwright-core'
import { ensureBrowser } from '../browser.ts'
import { customers, loadAMillionCustomers } from './a-million-customers.ts'
import { startBenchCentre } from './bench-centre.ts'
import { ms, percentile, verdict } from './figures.ts'
import { furnishLargely, operators, password, queues } from './large-centre.ts'

const rounds = 7
const promisedMs = 1000

interface Opening {
  name: string
  path: string
  /** Seen when the page has all that it is opened for. */
  sight: string
  /** Typed into the page's search; the last letter starts the clock. */
  typed?: string
}

/** The page before has a table, too. */
const linksAreThere = 'main:not(:has([aria-busy])):has(a[href$="/wallboard/links/new"])'

const openings: Opening[] = [
  { name: 'telephone', path: '/phone', sight: 'button[aria-pressed]' },
  { name: 'customers', path: '/customers', sight: 'tbody a' },
  ...['さとう', '山田太郎', '090', '5678', '存在しない'].map((typed) => ({
    name: `customers, typing ${typed}`,
    path: '/customers',
    sight: 'main table:not([aria-busy]), main p',
    typed,
  })),
  { name: 'customer with a long history', path: '/customers/1', sight: 'ol li:nth-child(100)' },
  { name: 'customer, to edit', path: '/customers/1/edit', sight: 'form' },
  { name: 'customer, new', path: '/customers/new', sight: 'form' },
  { name: 'board', path: '/wallboard', sight: `tbody tr:nth-child(${queues}) td b` },
  { name: 'board links', path: '/wallboard/links', sight: linksAreThere },
  { name: 'board link, new', path: '/wallboard/links/new', sight: 'form input[type=checkbox]' },
  { name: 'operators', path: '/operators', sight: 'tbody tr:nth-child(50) a' },
  { name: 'operators of a queue', path: '/operators?queue=queue-7', sight: 'tbody a' },
  { name: 'operator', path: '/operators/operator7', sight: 'form input[type=checkbox]' },
  { name: 'operator, new', path: '/operators/~new', sight: 'form input[type=checkbox]' },
  { name: 'queues', path: '/queues', sight: `tbody tr:nth-child(${queues}) [data-tone]` },
  { name: 'queue', path: '/queues/queue-7', sight: 'dl [data-tone]' },
  { name: 'queue, new', path: '/queues/~new', sight: 'form' },
  { name: 'audit log', path: '/audit', sight: 'tbody tr:nth-child(50) button' },
  {
    name: 'audit log of one person',
    path: '/audit?who=operator7&action=customers%2Fupdate',
    sight: 'tbody tr:nth-child(50) button',
  },
  { name: 'account', path: '/account', sight: 'form' },
]

/** Every page of the desk, in a browser, in a centre as large as it may become. */
export async function benchPages(): Promise<boolean> {
  const centre = await startBenchCentre()
  const browser = await chromium.launch({
    executablePath: ensureBrowser(),
    args: ['--no-sandbox', '--use-fake-device-for-media-stream'],
  })
  try {
    await loadAMillionCustomers(centre.databaseUrl)
    await furnishLargely(centre)
    const context = await browser.newContext({ locale: 'ja-JP', permissions: ['microphone'] })
    const page = await context.newPage()
    await signIn(page, centre.url)
    return await measure(page)
  } finally {
    await browser.close()
    await centre.stop()
  }
}

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/#${nowhere}`)
  await page.locator('form').waitFor()
  await page.locator('input').first().fill('admin')
  await page.locator('input[type=password]').fill(password)
  await page.locator('[type=submit]').click()
  await page.getByRole('navigation').waitFor()
}

async function measure(page: Page): Promise<boolean> {
  let holds = true
  for (const opening of openings) {
    const times: number[] = []
    while (times.length < rounds) times.push(await open(page, opening))
    const median = percentile(times, 0.5)
    console.log(`${ms(median)} median ${ms(Math.max(...times))} worst   ${opening.name}`)
    holds &&= median <= promisedMs
  }
  const size = `${customers} customers, ${operators} operators, ${queues} queues`
  console.log(verdict(`every page ≤ ${promisedMs} ms at ${size}`, holds ? 'none slower' : 'see above', holds))
  return holds
}

/** A page of the desk that asks the server nothing: from there each is opened like the first in the morning. */
const nowhere = '/nowhere'

async function open(page: Page, { path, sight, typed }: Opening): Promise<number> {
  await page.evaluate((hash) => (location.hash = hash), nowhere)
  await page.reload()
  await page.locator('main h1').waitFor()
  if (typed === undefined) return page.evaluate(timeOf, { path, sight })
  await page.evaluate((hash) => (location.hash = hash), path)
  await page.locator('tbody a').first().waitFor()
  return type(page, typed, sight)
}

/** From the last letter to what it finds, with the pause in which nobody would type on. */
async function type(page: Page, term: string, sight: string): Promise<number> {
  const search = page.locator('main input[type=search]')
  await search.pressSequentially(term.slice(0, -1))
  const answered = page.waitForResponse(
    (response) =>
      response.url().endsWith('/customers/search') && response.request().postDataJSON().term === term,
  )
  const began = performance.now()
  await search.pressSequentially(term.slice(-1))
  await answered
  await page.locator(sight).first().waitFor()
  return performance.now() - began
}

/** In the page: from the wish to the sight. */
async function timeOf({ path, sight }: { path: string; sight: string }): Promise<number> {
  const began = performance.now()
  location.hash = path
  while (!document.querySelector(sight)) await new Promise((resolve) => requestAnimationFrame(resolve))
  return performance.now() - began
}
