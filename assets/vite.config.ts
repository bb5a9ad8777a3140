import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { japaneseNumberingPlan } from './japanese-numbering-plan.ts'

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
