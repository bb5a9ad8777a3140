import { defineConfig } from 'vitest/config'
import { japaneseNumberingPlan } from './assets/japanese-numbering-plan.ts'

const inABrowser = ['tests/contract/browser-*.test.ts', 'tests/contract/control-page.test.ts']
/** Pages whose sound or pace is judged: nothing runs beside them. */
const undisturbed = ['softphone-*', 'policy', 'within-a-second'].map((name) => `tests/desk/${name}.test.ts`)

/** Two pages with real audio fill both cores; a sound that a busy machine swallowed is listened for once more. */
const patient = { testTimeout: 60_000, retry: 1, expect: { poll: { timeout: 10_000 } } }
const oneAtATime = { ...patient, fileParallelism: false }

const real = ['./tests/support/global-setup.ts']

/** `unit` needs nothing; the others get a private database and the built functions once a run. */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    setupFiles: ['./tests/support/no-stray-errors.ts'],
    projects: [
      {
        extends: true,
        plugins: [japaneseNumberingPlan()],
        test: {
          name: 'unit',
          include: ['{src,emulator,assets,scripts}/**/*.test.{ts,tsx}', 'tests/house/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'contract', include: ['tests/contract/**/*.test.ts'], exclude: inABrowser },
      },
      {
        extends: true,
        test: { name: 'browser', include: inABrowser, ...oneAtATime },
      },
      {
        extends: true,
        test: { name: 'functions', include: ['tests/functions/**/*.test.ts'], globalSetup: real },
      },
      {
        extends: true,
        test: { name: 'calls', include: ['tests/calls/**/*.test.ts'], globalSetup: real },
      },
      {
        extends: true,
        test: {
          name: 'deploy',
          include: ['tests/deploy/**/*.test.ts'],
          globalSetup: real,
          // Whole commands, with the real upload.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'desk',
          include: ['tests/desk/**/*.test.ts'],
          exclude: undisturbed,
          globalSetup: real,
          ...patient,
        },
      },
      {
        extends: true,
        test: { name: 'undisturbed', include: undisturbed, globalSetup: real, ...oneAtATime },
      },
    ],
  },
})
