import type { Page } from 'playwright-core'
import type { Queue } from '../../../src/http/desk-actions.ts'
import { busyBoard } from './busy-board.ts'

/** A page in one of its states, to be looked at. */
export interface Scene {
  name: string
  path: string
  /** Without anybody: at the door. */
  as?: 'admin' | 'supervisor' | 'operator1' | 'operator13'
  /** Before the page is opened: what it will be answered. */
  before?(page: Page): Promise<unknown>
  /** Seen when the page has come, and whatever has to be done before. */
  sight: string | ((page: Page) => Promise<unknown>)
  /** Complaints of the page that belong to the scene. */
  complaint?: RegExp
  /** The whole page, not only what fits the window. */
  whole?: boolean
  /** One of many alike: seen in fewer shapes. */
  brief?: boolean
}

const rows = 'tbody a, tbody td:not(:has(span:empty))'
const dialog = '[role=dialog] button'
const trouble = '[role=alert]'

const press = (page: Page, selector: string) => page.locator(selector).first().click()
const see = (page: Page, selector: string) => page.locator(selector).first().waitFor()

/** Answers an action instead of the server. */
const answer =
  (action: string, json: object, status = 200) =>
  (page: Page) =>
    page.route(`**/api/${action}`, (route) => route.fulfill({ status, json }))

const refuse = (action: string, code: string, status: number) => answer(action, { error: { code } }, status)

/** Answers an action with the server's answer, changed. */
const change = (action: string, alter: (answered: never) => object) => (page: Page) =>
  page.route(`**/api/${action}`, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ json: alter((await response.json()) as never) })
  })

/** Every queue in another disagreement, or all in one. */
const disagreeing = (only?: Queue['twilio']) =>
  change('queues/list', ({ queues }: { queues: Queue[] }) => ({
    queues: queues.map((queue, nth) => ({ ...queue, twilio: only ?? disagreements[nth % 5] })),
  }))
const disagreements = ['agrees', 'missing', 'renamed', 'resized', 'unknown'] as const

async function conflict(page: Page): Promise<void> {
  await see(page, 'form')
  await refuse('customers/update', 'changed-meanwhile', 409)(page)
  await change('customers/show', ({ customer, timeline }: { customer: object; timeline: object[] }) => ({
    customer: { ...customer, lastName: '高橋', firstName: '幸子', version: 2 },
    timeline,
  }))(page)
  await page.locator('form input').first().fill('髙橋')
  await press(page, 'form [type=submit]')
  await see(page, `${trouble} button`)
}

/** Pages that ask the server for what they show, and which of its answers they cannot do without. */
const askingPages: { name: string; path: string; as: Scene['as']; action: string }[] = [
  { name: 'customers', path: '/customers', as: 'operator1', action: 'customers/search' },
  { name: 'customer', path: '/customers/1', as: 'operator1', action: 'customers/show' },
  { name: 'customer-edit', path: '/customers/1/edit', as: 'operator1', action: 'customers/show' },
  { name: 'operators', path: '/operators', as: 'admin', action: 'operators/list' },
  { name: 'operator', path: '/operators/operator7', as: 'admin', action: 'operators/list' },
  { name: 'queues', path: '/queues', as: 'admin', action: 'queues/list' },
  { name: 'queue', path: '/queues/queue-7', as: 'admin', action: 'queues/list' },
  { name: 'wallboard', path: '/wallboard', as: 'supervisor', action: 'wallboard/current' },
  { name: 'wallboard-links', path: '/wallboard/links', as: 'supervisor', action: 'wallboard-links/list' },
  { name: 'audit', path: '/audit', as: 'admin', action: 'audit/list' },
]

const waitingAndTroubled: Scene[] = askingPages.flatMap(({ name, path, as, action }) => [
  {
    ...{ name: `${name}-waiting`, path, as, brief: true },
    before: (page) => page.route(`**/api/${action}`, () => undefined),
    sight: (page) => see(page, 'main:has(h1) :is([aria-busy=true], [role=status])'),
  },
  {
    ...{ name: `${name}-trouble`, path, as, brief: true },
    before: refuse(action, 'too-many', 429),
    sight: `${trouble} button`,
    complaint: /429/,
  },
])

const nothingYet: Scene[] = [
  {
    ...{ name: 'customers-none', path: '/customers', as: 'operator1', brief: true },
    before: answer('customers/search', { customers: [] }),
    sight: 'main p',
  },
  {
    ...{ name: 'customer-none-found', path: '/customers?q=zzz', as: 'operator1', brief: true },
    sight: 'main p',
  },
  {
    ...{ name: 'customer-without-history', path: '/customers/2', as: 'operator1', brief: true },
    sight: '[aria-labelledby=history] p',
  },
  {
    ...{ name: 'operators-none-found', path: '/operators?q=zzz', as: 'admin', brief: true },
    sight: 'main p',
  },
  {
    ...{ name: 'queues-none', path: '/queues', as: 'admin', brief: true },
    before: answer('queues/list', { queues: [] }),
    sight: 'main p',
  },
  {
    ...{ name: 'wallboard-none', path: '/wallboard', as: 'supervisor', brief: true },
    before: (page) => answer('wallboard/current', { ...busyBoard(), queues: [] })(page),
    sight: 'main p',
  },
  {
    ...{ name: 'wallboard-links-none', path: '/wallboard/links', as: 'supervisor', brief: true },
    before: answer('wallboard-links/list', { links: [] }),
    sight: 'main p',
  },
  {
    ...{ name: 'audit-none', path: '/audit', as: 'admin', brief: true },
    before: answer('audit/list', { entries: [] }),
    sight: 'main p',
  },
]

export const scenes: Scene[] = [
  { name: 'sign-in', path: '/', sight: 'form', complaint: /401/ },
  {
    name: 'door-unreachable',
    path: '/',
    before: (page) => page.route('**/api/session/current', (route) => route.abort('internetdisconnected')),
    sight: trouble,
    complaint: /Failed to load/,
  },
  { name: 'operators', as: 'admin', path: '/operators', sight: rows },
  { name: 'operator', as: 'admin', path: '/operators/operator7', sight: 'form', whole: true },
  { name: 'operator-new', as: 'admin', path: '/operators/~new', sight: 'form', whole: true },
  {
    name: 'operator-refused',
    as: 'admin',
    path: '/operators/~new',
    sight: async (page) => {
      await press(page, 'form [type=submit]')
      await see(page, '[aria-invalid=true]')
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
      await see(page, dialog)
    },
  },
  {
    name: 'operator-password-once',
    as: 'admin',
    path: '/operators/operator9',
    sight: async (page) => {
      await press(page, 'form + div button')
      await press(page, dialog)
      await see(page, '[role=dialog] output:not(:empty)')
    },
  },
  { name: 'queues', as: 'admin', path: '/queues', sight: 'tbody [data-tone]' },
  {
    name: 'queues-disagreeing',
    as: 'admin',
    path: '/queues',
    before: disagreeing(),
    sight: 'tbody [data-tone]',
  },
  { name: 'queue', as: 'admin', path: '/queues/queue-7', sight: 'dl [data-tone]', whole: true },
  { name: 'queue-new', as: 'admin', path: '/queues/~new', sight: 'form', whole: true },
  ...(['renamed', 'resized', 'unknown'] as const).map((twilio): Scene => ({
    name: `queue-${twilio}`,
    as: 'admin',
    path: '/queues/queue-8',
    before: disagreeing(twilio),
    sight: 'dl [data-tone]',
    brief: true,
  })),
  {
    name: 'queue-removal-refused',
    as: 'admin',
    path: '/queues/support',
    sight: async (page) => {
      await page.locator('form + div button').click()
      await press(page, dialog)
      await see(page, trouble)
    },
    complaint: /409/,
    whole: true,
  },
  { name: 'customers', as: 'operator1', path: '/customers', sight: rows },
  { name: 'customer', as: 'operator1', path: '/customers/1', sight: 'ol', whole: true },
  {
    name: 'customer-long-name',
    as: 'operator1',
    path: '/customers/7',
    sight: 'main h1 ~ div, main ul, main h2',
  },
  { name: 'customer-new', as: 'operator1', path: '/customers/new', sight: 'form' },
  { name: 'customer-edit', as: 'operator1', path: '/customers/1/edit', sight: 'form' },
  {
    name: 'form-left',
    as: 'operator1',
    path: '/customers/1/edit',
    sight: async (page) => {
      await page.locator('form input').first().fill('髙橋')
      await press(page, 'nav a[href="#/wallboard"]')
      await see(page, dialog)
    },
  },
  {
    name: 'form-conflict',
    as: 'operator1',
    path: '/customers/1/edit',
    sight: conflict,
    complaint: /409/,
  },
  {
    name: 'form-rebased',
    as: 'operator1',
    path: '/customers/1/edit',
    sight: async (page) => {
      await conflict(page)
      await press(page, `${trouble} button`)
      await page.locator(trouble).waitFor({ state: 'detached' })
    },
    complaint: /409/,
  },
  {
    name: 'save-without-network',
    as: 'operator1',
    path: '/customers/1/edit',
    sight: async (page) => {
      await see(page, 'form')
      await page.route('**/api/customers/update', (route) => route.abort('internetdisconnected'))
      await press(page, 'form [type=submit]')
      await see(page, trouble)
    },
    complaint: /Failed to load/,
  },
  {
    name: 'session-ended',
    as: 'operator1',
    path: '/customers/1/edit',
    sight: async (page) => {
      await see(page, 'form')
      await refuse('customers/update', 'no-session', 401)(page)
      await press(page, 'form [type=submit]')
      await see(page, dialog)
    },
    complaint: /401/,
  },
  { name: 'password-choice', as: 'operator13', path: '/', sight: 'form' },
  {
    name: 'wallboard',
    as: 'supervisor',
    path: '/wallboard',
    before: (page) => answer('wallboard/current', busyBoard())(page),
    sight: 'tbody td b',
    whole: true,
  },
  {
    name: 'wallboard-stopped',
    as: 'supervisor',
    path: '/wallboard',
    before: (page) =>
      answer('wallboard/current', {
        ...busyBoard(),
        refreshedAt: new Date(Date.now() - 90_000).toISOString(),
      })(page),
    sight: 'tbody td b',
  },
  { name: 'wallboard-links', as: 'supervisor', path: '/wallboard/links', sight: rows },
  { name: 'wallboard-link-new', as: 'supervisor', path: '/wallboard/links/new', sight: 'form', whole: true },
  {
    name: 'wallboard-link-made',
    as: 'supervisor',
    path: '/wallboard/links/new',
    sight: async (page) => {
      await page.locator('form input').first().fill('受付の大画面')
      await press(page, 'form fieldset input[type=checkbox]')
      await press(page, 'form [type=submit]')
      await see(page, 'main output')
    },
  },
  { name: 'account', as: 'operator1', path: '/account', sight: 'form', whole: true },
  { name: 'audit', as: 'admin', path: '/audit', sight: rows },
  {
    name: 'audit-opened',
    as: 'admin',
    path: '/audit?action=wallboard-links%2Fcreate',
    sight: async (page) => {
      await press(page, 'tbody button')
      await see(page, 'tbody dl')
    },
  },
  { name: 'not-found', as: 'operator1', path: '/nowhere', sight: 'main h1' },
  {
    name: 'mishap',
    as: 'admin',
    path: '/audit',
    before: (page) => page.route('**/assets/audit-page-*.js', (route) => route.abort()),
    sight: trouble,
    complaint: /Failed to|error loading/i,
    brief: true,
  },
  {
    name: 'shortcuts',
    as: 'admin',
    path: '/account',
    sight: async (page) => {
      await see(page, 'form')
      await page.keyboard.press('?')
      await see(page, dialog)
    },
  },
  ...waitingAndTroubled,
  ...nothingYet,
]
