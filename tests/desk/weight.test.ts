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

/** What a browser fetches of the desk for one page, each file gzipped: kB by file name. */
async function weightOf(options: Visit, sight: string): Promise<Map<string, number>> {
  const { page, expectComplaint } = await visit(options)
  expectComplaint(/401/)
  const files = new Set<string>()
  page.on('request', (request) => files.add(new URL(request.url()).pathname))
  await page.reload()
  await page.getByRole('heading', { name: sight }).waitFor()
  await page.waitForLoadState('networkidle')
  const own = [...files].filter((path) => path === '/' || path.startsWith('/assets/'))
  return new Map(own.map((path) => [path, kilobytes(path === '/' ? '/assets/index.html' : path)]))
}

function kilobytes(path: string): number {
  return gzipSync(readFileSync(join(projectRoot, 'dist/assets', path)), { level: 9 }).length / 1000
}

const total = (weight: Map<string, number>) => [...weight.values()].reduce((sum, each) => sum + each, 0)

test('the first load is at most 250 kB, for the door and for each page behind it', async () => {
  const weights: Record<string, number> = {
    door: total(await weightOf({}, 'サインイン')),
    board: total(await weightOf({ as: 'supervisor', path: '/wallboard' }, '受付状況')),
    operators: total(await weightOf({ as: 'admin', path: '/operators' }, 'オペレーター')),
    customers: total(await weightOf({ as: 'operator1', path: '/customers' }, '顧客')),
  }
  expect(Object.entries(weights).filter(([, weight]) => weight > 250)).toEqual([])
})

test('the Voice SDK is fetched with the softphone, and not before', async () => {
  const hasVoice = async (options: Visit, sight: string) =>
    [...(await weightOf(options, sight)).keys()].some((path) => path.endsWith('.js') && isVoice(path))
  expect(await hasVoice({ as: 'operator1', path: '/customers' }, '顧客')).toBe(false)
  expect(await hasVoice({ as: 'operator1', path: '/phone' }, '電話')).toBe(true)
})

/** The SDK's errors are classes by name in whatever file it was bundled into. */
function isVoice(path: string): boolean {
  return readFileSync(join(projectRoot, 'dist/assets', path), 'utf8').includes('AccessTokenExpired')
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
