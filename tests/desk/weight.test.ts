import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeEach, expect, test } from 'vitest'
import { projectRoot } from '../../scripts/project-root.ts'
import { useCentre } from '../support/centre.ts'
import { useDesk, type Visit } from './support/desk-browser.ts'
import { furnishPeople } from './support/furnish.ts'

const centre = useCentre({ realTime: true })
const visit = useDesk(centre)

beforeEach(() => furnishPeople(centre.db))

/** The files of the desk that a browser fetches for one page; those that come later are added. */
async function filesOf(options: Visit, sight: string): Promise<ReadonlySet<string>> {
  const { page, expectComplaint } = await visit(options)
  expectComplaint(/401/)
  const files = new Set<string>()
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname === '/' || pathname.startsWith('/assets/')) files.add(pathname)
  })
  await page.reload()
  await page.getByRole('heading', { name: sight }).waitFor()
  await page.waitForLoadState('networkidle')
  return files
}

/** All of them together, each gzipped, in kB. */
async function weightOf(options: Visit, sight: string): Promise<number> {
  const files = [...(await filesOf(options, sight))]
  return files.reduce((sum, path) => sum + kilobytes(path === '/' ? '/assets/index.html' : path), 0)
}

function kilobytes(path: string): number {
  return gzipSync(readFileSync(join(projectRoot, 'dist/assets', path)), { level: 9 }).length / 1000
}

test('the first load is at most 250 kB, for the door and for each page behind it', async () => {
  const weights: Record<string, number> = {
    door: await weightOf({}, 'サインイン'),
    board: await weightOf({ as: 'supervisor', path: '/wallboard' }, '受付状況'),
    operators: await weightOf({ as: 'admin', path: '/operators' }, 'オペレーター'),
    customers: await weightOf({ as: 'operator1', path: '/customers' }, '顧客'),
  }
  expect(Object.entries(weights).filter(([, weight]) => weight > 250)).toEqual([])
})

test('the Voice SDK is fetched with the softphone, and not before', async () => {
  const customers = await filesOf({ as: 'operator1', path: '/customers' }, '顧客')
  expect([...customers].filter(isVoice)).toEqual([])
  const phone = await filesOf({ as: 'operator1', path: '/phone' }, '電話')
  await expect.poll(() => [...phone].filter(isVoice)).toHaveLength(1)
})

/** The SDK's errors are classes by name in whatever file it was bundled into. */
function isVoice(path: string): boolean {
  return (
    path.endsWith('.js') &&
    readFileSync(join(projectRoot, 'dist/assets', path), 'utf8').includes('AccessTokenExpired')
  )
}

/** Its name must last: it is what an old page still finds after a deployment. */
const lasting = '/assets/come-again.js'

test('nothing but hashed files is published, and no source map', async () => {
  const html = readFileSync(join(projectRoot, 'dist/assets/assets/index.html'), 'utf8')
  expect(html).not.toContain('sourceMappingURL')
  for (const [, path] of html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)) {
    if (path !== lasting) expect(path).toMatch(/-[\w-]{8}\.(js|css)$/)
    expect(readFileSync(join(projectRoot, 'dist/assets', path!), 'utf8')).not.toContain('sourceMappingURL')
  }
})
