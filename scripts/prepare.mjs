/**
 * What npm runs after `npm ci`: builds, because `twilio serverless:deploy` uploads `dist` and runs no script of ours.
 * Never fails an installation; where it cannot build, it leaves no `dist` that could go up by mistake.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const node = Number(process.versions.node.split('.')[0])
const tools = ['esbuild', 'vite'].every((name) => existsSync(join(root, 'node_modules', name)))

if (!process.env.RUNA_NO_BUILD && tools) {
  const built =
    node >= 22 && spawnSync(process.execPath, [join(root, 'scripts/build.ts')], { stdio: 'inherit' })
  if (!built || built.status !== 0) {
    rmSync(join(root, 'dist'), { recursive: true, force: true })
    console.log('Not built: run `npm run build` with Node 22 before `twilio serverless:deploy`.')
  }
}
