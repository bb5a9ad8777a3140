import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

const require = createRequire(import.meta.url)

/** Only Japan's numbering plan of libphonenumber's metadata: 3 kB in place of 80 kB. */
function japaneseNumberingPlan(): Plugin {
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

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/assets/',
  plugins: [japaneseNumberingPlan()],
  build: {
    outDir: '../dist/assets/assets',
    assetsDir: '',
    emptyOutDir: true,
    sourcemap: false,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      // Every file of Mantine begins with "use client", which means nothing here.
      onLog: (level, log, report) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log)
      },
    },
  },
})
