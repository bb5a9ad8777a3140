import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Plugin } from 'vite'

const require = createRequire(import.meta.url)

/** Only Japan's numbering plan of libphonenumber's metadata: 3 kB in place of 80 kB. */
export function japaneseNumberingPlan(): Plugin {
  const id = 'virtual:japanese-numbering-plan'
  return {
    name: 'japanese-numbering-plan',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load: (source) => (source === `\0${id}` ? `export default ${JSON.stringify(readPlan())}` : undefined),
  }
}

function readPlan() {
  const metadata = JSON.parse(readFileSync(require.resolve('libphonenumber-js/metadata.min.json'), 'utf8'))
  return {
    version: metadata.version,
    country_calling_codes: { 81: ['JP'] },
    countries: { JP: metadata.countries.JP },
  }
}
