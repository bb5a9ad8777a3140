import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { projectRoot } from '../../../scripts/project-root.ts'
import { signIn } from '../../support/desk-client.ts'
import { useCentre } from '../../support/centre.ts'
import { axeFindings, useDesk } from './desk-browser.ts'
import { furnishLargely } from './furnish.ts'
import { busyBoard } from './busy-board.ts'
import { scenes, type Scene } from './scenes.ts'
import type { Language } from './words.ts'

const folder = join(projectRoot, 'test-output/desk')

interface Shape {
  name: string
  colorScheme: 'light' | 'dark'
  width: number
  height: number
  /** axe looks, too. */
  axe?: boolean
}

const briefly: Shape[] = [
  { name: 'light-1280', colorScheme: 'light', width: 1280, height: 800, axe: true },
  { name: 'dark-390', colorScheme: 'dark', width: 390, height: 844, axe: true },
]
const narrower: Shape[] = [...briefly, { name: 'light-800', colorScheme: 'light', width: 800, height: 600 }]
/** Colours are the same in both languages. */
const shapes: Record<Language, Shape[]> = {
  ja: [
    ...narrower,
    { name: 'dark-1280', colorScheme: 'dark', width: 1280, height: 800 },
    { name: 'light-390', colorScheme: 'light', width: 390, height: 844 },
  ],
  en: narrower,
}

/** The tests of a file: every scene in one language, and the wall. Two languages are two files, which run side by side. */
export function photographIn(language: Language): void {
  const centre = useCentre({ realTime: true })
  const visit = useDesk(centre)

  beforeAll(() => mkdirSync(folder, { recursive: true }))

  beforeEach(() => furnishLargely(centre.db))

  test.each([...new Set(scenes.map(({ as }) => as ?? 'nobody'))])(
    'every page of %s is photographed, light and dark, wide and narrow; axe finds nothing',
    async (who) => {
      const supervisor = await signIn(centre.url, 'supervisor')
      await supervisor.must('wallboard-links/create', {
        name: '会議室',
        queueIds: ['support', 'sales'],
        days: 30,
      })
      const as = who === 'nobody' ? undefined : who
      const { context, expectComplaint } = await visit({ as, language, address: '/assets/icon.svg' })
      const findings: string[] = []
      for (const scene of scenes.filter((each) => each.as === as)) {
        if (scene.complaint) expectComplaint(scene.complaint)
        const page = await context.newPage()
        const picture = (shape: Shape) => join(folder, `${scene.name}-${language}-${shape.name}.png`)
        await play(page, centre.url, scene)
        for (const shape of scene.brief ? briefly : shapes[language]) {
          const found = await photograph(page, shape, picture(shape), scene.whole)
          findings.push(...found.map((finding) => `${scene.name} ${shape.name}: ${finding}`))
        }
        await page.close()
      }
      expect(findings).toEqual([])
    },
    300_000,
  )

  test('the wall is photographed: connecting, two pages of queues, stopped, refused', async () => {
    const supervisor = await signIn(centre.url, 'supervisor')
    const { queues } = await supervisor.must('queues/list', {})
    const queueIds = queues.map(({ queueId }) => queueId)
    const { token, link } = await supervisor.must('wallboard-links/create', {
      name: '壁',
      queueIds,
      days: 30,
    })
    const { page, expectComplaint } = await visit({
      ...{ language, width: 1920, height: 1080 },
      address: '/assets/icon.svg',
    })
    expectComplaint(/403|Failed to load/)
    const findings: string[] = []
    const picture = async (name: string) => {
      await page.screenshot({ path: join(folder, `wall-${name}-${language}.png`) })
      findings.push(...(await axeFindings(page)).map((finding) => `${name}: ${finding}`))
    }
    const message = page.getByRole('heading', { level: 1 })
    await page.clock.install()
    const action = '**/api/wallboard/board'
    await page.route(action, () => undefined)
    await page.goto(`${centre.url}/#/board/${token}?lang=${language}`)
    await message.waitFor()
    await picture('connecting')

    await page.unroute(action)
    await page.route(action, (route) => route.abort('internetdisconnected'))
    await page.reload()
    await page.locator('main p:not(:empty)').waitFor()
    await picture('no-connection')

    await page.unroute(action)
    await page.route(action, (route) => route.fulfill({ json: busyBoard() }))
    await page.clock.runFor(6_000)
    await page.getByRole('row', { name: /解約/ }).waitFor()
    await picture('board')
    await page.clock.runFor(10_000)
    await page.getByText('2 / 2').waitFor()
    await picture('board-2')

    await page.unroute(action)
    await page.route(action, (route) => route.abort('internetdisconnected'))
    await page.clock.runFor(50_000)
    await page.locator('[data-freshness=stopped]').first().waitFor()
    await picture('stopped')

    await page.unroute(action)
    await supervisor.must('wallboard-links/revoke', { linkId: link.linkId })
    await page.clock.runFor(6_000)
    await message.waitFor()
    await picture('refused')
    expect(findings).toEqual([])
  })
}

async function play(page: Page, url: string, { before, path, sight }: Scene): Promise<void> {
  await before?.(page)
  await page.goto(`${url}/#${path}`)
  await (typeof sight === 'string' ? page.locator(sight).first().waitFor() : sight(page))
}

/** Keeps the picture, and tells what is wrong with it as far as that can be measured. */
async function photograph(page: Page, shape: Shape, path: string, whole?: boolean): Promise<string[]> {
  await page.setViewportSize(shape)
  await page.emulateMedia({ colorScheme: shape.colorScheme, reducedMotion: 'reduce' })
  // In a window as high as the page, what sticks to its foot is there.
  if (whole) await page.setViewportSize({ ...shape, height: await page.evaluate(heightOfPage) })
  await page.screenshot({ path })
  return [
    ...(await page.evaluate(sidewaysScroll)),
    ...(await page.evaluate(overlapsInHeader)),
    ...(shape.axe ? await axeFindings(page) : []),
  ]
}

/** Runs in the page. */
function heightOfPage(): number {
  return document.documentElement.scrollHeight
}

/** Runs in the page: can it be pushed sideways? */
function sidewaysScroll(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement
  return scrollWidth > clientWidth ? [`${scrollWidth} px of content in ${clientWidth} px`] : []
}

/** Runs in the page: what lies over something else in the header. */
function overlapsInHeader(): string[] {
  const children = [...document.querySelectorAll('header > a, header nav > a, header > div > *')]
  const boxes = children
    .map((element) => ({ name: element.textContent, box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && box.height > 0)
  const across = (one: DOMRect, other: DOMRect) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1
  return boxes.flatMap((one, nth) =>
    boxes
      .slice(nth + 1)
      .filter((other) => across(one.box, other.box))
      .map((other) => `${one.name} lies over ${other.name}`),
  )
}
