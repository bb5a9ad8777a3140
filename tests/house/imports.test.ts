import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../../scripts/project-root.ts'

interface Import {
  from: string
  /** The imported file relative to the project, or the package's name. */
  to: string
  typeOnly: boolean
}

const files = globSync('{functions,src,assets,emulator,scripts}/**/*.{ts,tsx}', {
  cwd: projectRoot,
  exclude: ['**/*.test.ts', '**/*.test.tsx'],
})
const imports = files.flatMap(importsOf)

test('nothing imports a function', () => {
  expect(breaking(({ to }) => to.startsWith('functions/'))).toEqual([])
})

test('functions, http, nouns, database: no arrow turns back', () => {
  const rank = (file: string) => {
    if (file.startsWith('functions/')) return 0
    if (file.startsWith('src/http/')) return 1
    if (file.startsWith('src/db/') || file === 'src/config.ts' || file === 'src/errors.ts') return 3
    return file.startsWith('src/') ? 2 : undefined
  }
  expect(
    breaking(({ from, to, typeOnly }) => {
      const [above, below] = [rank(from), rank(to)]
      return !typeOnly && above !== undefined && below !== undefined && below < above
    }),
  ).toEqual([])
})

test('only src/twilio speaks to Twilio', () => {
  const speaks = (to: string) =>
    to === 'twilio' || (to.startsWith('twilio/') && !to.startsWith('twilio/lib/twiml/'))
  expect(
    breaking(({ from, to, typeOnly }) => {
      const ours = from.startsWith('functions/') || from.startsWith('src/')
      return ours && !from.startsWith('src/twilio/') && !typeOnly && speaks(to)
    }),
  ).toEqual([])
})

/** Rules that the desk and the server keep alike: they know nothing else of src. */
const isShared = (file: string) =>
  file.startsWith('src/written/') || ['src/call/dialling-guard.ts', 'src/business-day.ts'].includes(file)

test('the desk knows the types of src and the shared rules, and nothing else of it', () => {
  expect(
    breaking(
      ({ from, to, typeOnly }) =>
        (from.startsWith('assets/') || isShared(from)) && to.startsWith('src/') && !isShared(to) && !typeOnly,
    ),
  ).toEqual([])
  expect(
    breaking(({ from, to }) => from.startsWith('assets/') && /^(functions|emulator|scripts)\//.test(to)),
  ).toEqual([])
})

test('the emulator could be moved to a repository of its own', () => {
  expect(
    breaking(
      ({ from, to }) => from.startsWith('emulator/') && /^(functions|src|assets|scripts|tests)\//.test(to),
    ),
  ).toEqual([])
})

test('what is deployed imports no tool, test or emulator', () => {
  expect(
    breaking(
      ({ from, to }) => /^(functions|src)\//.test(from) && /^(emulator|scripts|tests|assets)\//.test(to),
    ),
  ).toEqual([])
})

function breaking(isBroken: (arrow: Import) => boolean): string[] {
  return imports.filter(isBroken).map(({ from, to }) => `${from} -> ${to}`)
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(projectRoot, file), 'utf8')
  const statements = text.matchAll(
    /^\s*(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm,
  )
  const dynamic = text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)
  return [
    ...[...statements].map(([, type, to]) => ({
      from: file,
      to: resolve(file, to!),
      typeOnly: Boolean(type),
    })),
    ...[...dynamic].map(([, to]) => ({ from: file, to: resolve(file, to!), typeOnly: false })),
  ]
}

function resolve(file: string, to: string): string {
  return to.startsWith('.') ? normalize(join(dirname(file), to)).replaceAll('\\', '/') : to
}
