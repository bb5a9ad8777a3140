import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { existsSync, globSync } from 'node:fs'
import { build as bundle } from 'esbuild'
import { build as buildDesk } from 'vite'
import { centreOf, writeStaticDocuments } from './live/fallback.ts'
import { writeHoldMusic } from './hold-music.ts'
import { run } from './plain-error.ts'
import { projectRoot } from './project-root.ts'

if (import.meta.main) await run(build)

/** Makes `dist/`: every function bundled by itself, the desk, and the files that calls need. */
export async function build(): Promise<void> {
  process.chdir(projectRoot)
  await rm('dist', { recursive: true, force: true })
  await Promise.all([buildFunctions(), buildAssets()])
  // The package is a module; the bundles are CommonJS, as Twilio's runtime wants them.
  await writeFile('dist/package.json', '{ "type": "commonjs" }\n')
}

/** Names stay readable, since production's stack traces show these files. */
async function buildFunctions(): Promise<void> {
  const { dependencies } = JSON.parse(await readFile('package.json', 'utf8')) as { dependencies: object }
  await bundle({
    entryPoints: globSync('functions/**/*.ts'),
    outdir: 'dist/functions',
    outbase: 'functions',
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: 'linked',
    external: Object.keys(dependencies).flatMap((name) => [name, `${name}/*`]),
    logLevel: 'warning',
  })
}

/** Under vitest Vite would make a development build, slower and with this machine's folders in it. */
async function asProduction(work: () => Promise<unknown>): Promise<void> {
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  await work().finally(() => (process.env.NODE_ENV = before ?? 'production'))
}

async function buildAssets(): Promise<void> {
  await mkdir('dist/assets/assets', { recursive: true })
  await asProduction(() => buildDesk({ configFile: 'assets/vite.config.ts', logLevel: 'warn' }))
  await writeHoldMusic('dist/assets/assets/hold-music-1.wav')
  await writeStaticDocuments('dist/assets/assets', centreOf())
  const ca = 'assets/database-ca.private.pem'
  if (existsSync(ca)) await cp(ca, 'dist/assets/database-ca.private.pem')
}
