import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import en from './en.json' with { type: 'json' }
import ja from './ja.json' with { type: 'json' }

type Catalogue = Record<string, Record<string, string>>

const app = join(import.meta.dirname, '../app')
const sources = readdirSync(app, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
  .map((name) => ({ name, text: readFileSync(join(app, name), 'utf8') }))

function keysOf(catalogue: Catalogue): string[] {
  return Object.entries(catalogue).flatMap(([place, words]) =>
    Object.keys(words).map((key) => `${place}.${key}`),
  )
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort()
}

test('both languages have the same words in the same order, sorted', () => {
  expect(keysOf(en)).toEqual(keysOf(ja))
  for (const catalogue of [en, ja] as Catalogue[]) {
    expect(Object.keys(catalogue)).toEqual(Object.keys(catalogue).sort())
    for (const words of Object.values(catalogue))
      expect(Object.keys(words)).toEqual(Object.keys(words).sort())
  }
})

test('each sentence has the same placeholders in both languages', () => {
  const differing = keysOf(ja).filter((key) => {
    const [place = '', name = ''] = key.split(/\.(.*)/s)
    const japanese = (ja as Catalogue)[place]?.[name] ?? ''
    const english = (en as Catalogue)[place]?.[name] ?? ''
    return placeholders(japanese).join() !== placeholders(english).join()
  })
  expect(differing).toEqual([])
})

/** Keys that the code makes of a variable part: `error.${code}` stands for all that begin so. */
const builtPrefixes = sources.flatMap(({ text }) =>
  [...text.matchAll(/`([a-z-]+\.[a-z-]*)\$\{/g)].map(([, prefix]) => prefix!),
)

test('every word of the catalogues is used', () => {
  const code = sources.map(({ text }) => text).join('\n')
  const unused = keysOf(ja).filter((key) => {
    const name = key.replace(/_(one|other)$/, '')
    return !code.includes(`'${name}'`) && !builtPrefixes.some((prefix) => name.startsWith(prefix))
  })
  expect(unused).toEqual([])
})

/** Names that are the same in every language. */
const namesOfThings = ['日本語', 'English', 'Runa-CCA', 'Twilio']

test('no word on the page has escaped the catalogues', () => {
  const escaped = sources
    .filter(({ name }) => name.endsWith('.tsx'))
    .flatMap(({ name, text }) => wordsOutside(text).map((word) => `${name}: ${word}`))
  expect(escaped).toEqual([])
})

/** Text between tags, and texts given to what people see or hear. */
function wordsOutside(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
  const between = [...code.matchAll(/<\/?[\w.]+(?:\s[^<>]*)?>([^<>{}]*[\p{L}][^<>{}]*)<\//gu)]
  const given = [
    ...code.matchAll(/\b(?:label|title|placeholder|alt|aria-label|description)="([^"]*\p{L}[^"]*)"/gu),
  ]
  const japanese = [...code.matchAll(/([\p{sc=Hira}\p{sc=Kana}\p{sc=Han}]+)/gu)]
  return [...between, ...given, ...japanese]
    .map(([, word]) => word!.trim())
    .filter((word) => word !== '' && !namesOfThings.includes(word))
}
