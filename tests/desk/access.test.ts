import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page, Request } from 'playwright-core'
import { expect, test } from 'vitest'
import { createQueue } from '../../emulator/telephony/queue.ts'
import { projectRoot } from '../../scripts/project-root.ts'
import { seedDemo } from '../../scripts/seed/demo.ts'
import type { Level } from '../../src/http/desk-actions.ts'
import { useCentre } from '../support/centre.ts'
import { useDesk } from './support/desk-browser.ts'
import { speaking } from './support/spoken-desk.ts'
import { keys, languages, type Key, type Words } from './support/words.ts'

const centre = useCentre({ realTime: true })
const visit = useDesk(centre, { args: ['--use-fake-device-for-media-stream'] })

type Title = (t: Words) => string

interface DeskPage {
  /** An address of that route, in the demo. */
  path: string
  doors: readonly Level[]
  title: Key | Title
}

const everybody = ['operator', 'supervisor', 'admin'] as const
const supervisors = ['supervisor', 'admin'] as const
const admins = ['admin'] as const

/** Every page by its route as `routes.tsx` has it, who may open it, and what it is called then. */
const table: Record<string, DeskPage> = {
  '/': { path: '/', doors: supervisors, title: 'wallboard.title' },
  '/phone': { path: '/phone', doors: everybody, title: 'shell.phone' },
  '/customers': { path: '/customers', doors: everybody, title: 'customers.title' },
  '/customers/new': { path: '/customers/new', doors: everybody, title: 'customers.new' },
  '/^\\/customers\\/(?<id>\\d{1,15})$/': {
    path: '/customers/CUSTOMER',
    doors: everybody,
    title: (t) => t('shell.person', { lastName: '鈴木', firstName: '健一' }),
  },
  '/^\\/customers\\/(?<id>\\d{1,15})\\/edit$/': {
    path: '/customers/CUSTOMER/edit',
    doors: everybody,
    title: 'customers.edit',
  },
  '/wallboard': { path: '/wallboard', doors: everybody, title: 'wallboard.title' },
  '/wallboard/links': { path: '/wallboard/links', doors: supervisors, title: 'links.title' },
  '/wallboard/links/new': { path: '/wallboard/links/new', doors: supervisors, title: 'links.new' },
  '/account': { path: '/account', doors: everybody, title: 'shell.account' },
  '/operators': { path: '/operators', doors: supervisors, title: 'operators.title' },
  newOperatorPath: { path: '/operators/~new', doors: supervisors, title: 'operators.new' },
  '/operators/:id': {
    path: '/operators/operator1',
    doors: supervisors,
    title: (t) => t('shell.person', { lastName: '高橋', firstName: '美咲' }),
  },
  '/queues': { path: '/queues', doors: admins, title: 'queues.title' },
  newQueuePath: { path: '/queues/~new', doors: admins, title: 'queues.new' },
  '/queues/:id': { path: '/queues/support', doors: admins, title: () => 'サポート' },
  '/audit': { path: '/audit', doors: admins, title: 'audit.title' },
}

const navigation: Record<Level, Key[]> = {
  operator: ['shell.phone', 'shell.customers', 'shell.wallboard'],
  supervisor: ['shell.phone', 'shell.customers', 'shell.wallboard', 'shell.operators'],
  admin: [
    'shell.phone',
    'shell.customers',
    'shell.wallboard',
    'shell.operators',
    'shell.queues',
    'shell.audit',
  ],
}

/** The demo as `npm start` has it: `setup` has made its queues at Twilio. */
async function aDemoCentre(): Promise<{ customerId: number; data: string[] }> {
  const { db, emulator } = centre
  await seedDemo({ db, now: new Date() })
  for (const queue_id of ['support', 'sales']) {
    const { sid } = createQueue(emulator.telephony, queue_id, 20)
    await db.updateTable('queue').set({ twilio_queue_id: sid }).where('queue_id', '=', queue_id).execute()
  }
  const queues = await db.selectFrom('queue').select('queue_name').execute()
  const operators = await db.selectFrom('operator').select(['last_name', 'first_name']).execute()
  const customers = await db.selectFrom('customer').selectAll().orderBy('customer_id').execute()
  const contacts = await db.selectFrom('contact').select('note').execute()
  const customer = customers[1]!
  const data = [
    ...queues.map(({ queue_name }) => queue_name),
    ...[...operators, ...customers].flatMap(({ last_name, first_name }) => [last_name, first_name]),
    ...customers.flatMap(({ last_name_kana, first_name_kana }) => [last_name_kana, first_name_kana]),
    ...contacts.flatMap(({ note }) => note.split('\n')),
    // Each language is called what those call it who read it.
    '日本語',
  ]
  return { customerId: customer.customer_id, data: data.sort((one, other) => other.length - one.length) }
}

test('the table knows every page there is', () => {
  const source = readFileSync(join(projectRoot, 'assets/app/shell/routes.tsx'), 'utf8')
  const routes = [...source.matchAll(/<Route path=(?:"([^"]+)"|\{(.+?)\})(?=>| component)/g)]
  expect(routes.map(([, path, expression]) => path ?? expression).sort()).toEqual(Object.keys(table).sort())
  // And nothing is routed in another way, but for the page that is shown where no other is.
  expect(source.match(/<Route\b/g)).toHaveLength(routes.length + 1)
})

for (const language of languages) {
  const open = speaking(visit, language)

  for (const level of everybody) {
    test(`in ${language}: what the ${level} of the demo may open has its name and its words; the rest is not found`, async () => {
      const { customerId, data } = await aDemoCentre()
      const desk = await open({
        as: level === 'operator' ? 'operator1' : level,
        path: '/account',
        permissions: ['microphone'],
      })
      const { page, t, isAt, go } = desk
      await isAt('shell.account')
      const settles = settling(page, t('shell.loading'))
      const links = page.getByRole('navigation').getByRole('link')
      expect(await links.allTextContents()).toEqual(navigation[level].map((name) => t(name)))

      const escaped: string[] = []
      for (const { path, doors, title } of Object.values(table)) {
        const isHome = path === '/'
        const isOpen = isHome || doors.includes(level)
        const expected = isHome && level === 'operator' ? 'shell.phone' : title
        await go(path.replace('CUSTOMER', String(customerId)))
        if (!isOpen) await isAt('shell.not-found')
        else await isAt(typeof expected === 'function' ? { name: expected(t) } : expected)
        await settles()
        const alerts = await page.getByRole('alert').allTextContents()
        expect([path, alerts]).toEqual([path, []])
        escaped.push(...(await escapedWords(page, language, data)).map((word) => `${path}: ${word}`))
        // From one page that is not found to another nothing would be seen to change.
        if (!isOpen) await go('/account')
        if (!isOpen) await isAt('shell.account')
      }
      expect(escaped).toEqual([])
      await go('/nowhere')
      await isAt('shell.not-found')
    })
  }
}

/** Tells when everything that the page shows and asked for has come. */
function settling(page: Page, loading: string): () => Promise<void> {
  const asked = new Set<Request>()
  page.on('request', (request) => asked.add(request))
  page.on('requestfinished', (request) => asked.delete(request))
  page.on('requestfailed', (request) => asked.delete(request))
  const waiting = page
    .locator(`main :is([aria-busy=true], [aria-label="${loading}"])`)
    .filter({ visible: true })
  return () => expect.poll(async () => (await waiting.count()) + asked.size).toBe(0)
}

/** Japanese on an English page that no data explains; keys of the catalogue and unfilled places on any. */
async function escapedWords(page: Page, language: string, data: readonly string[]): Promise<string[]> {
  const read = await page.evaluate(() => {
    const told = ['aria-label', 'placeholder', 'title', 'alt']
    const spoken = [...document.querySelectorAll(told.map((name) => `[${name}]`).join())].flatMap((element) =>
      told.map((name) => element.getAttribute(name) ?? ''),
    )
    return [document.title, document.body.innerText, ...spoken].join('\n')
  })
  const raw = [...read.matchAll(/[a-z]+\.[a-z][a-z-]*|\{\w+\}/g)].map(([word]) => word)
  const unnamed = raw.filter((word) => word.startsWith('{') || isKey(word))
  if (language === 'ja') return unnamed
  const rest = data.reduce((text, value) => (value ? text.replaceAll(value, '') : text), read)
  return [...unnamed, ...(rest.match(/.{0,12}[\u3040-\u30ff\u3400-\u9fff\uff01-\uff60].{0,12}/gu) ?? [])]
}

function isKey(word: string): boolean {
  return [word, `${word}_one`, `${word}_other`].some((key) => keys.has(key))
}
