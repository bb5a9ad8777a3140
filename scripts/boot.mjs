/**
 * The door of every command that must work on a fresh clone: installs the packages when the lock file asks for it,
 * then runs the named script on the Node that came with them. Plain JavaScript without dependencies, since neither
 * the packages nor a Node that reads TypeScript may be there yet.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const stamp = join(modules, '.installed')
const isWindows = process.platform === 'win32'

function wanted() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  return createHash('sha256').update(lock).update(`${process.platform} ${process.arch}`).digest('hex')
}

/** A linked node_modules belongs to another checkout: it is used as it is. */
function isInstalled() {
  if (!existsSync(modules)) return false
  if (lstatSync(modules).isSymbolicLink()) return true
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted()
}

function install() {
  console.log('Installing packages (npm ci) …')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: isWindows,
    // The script that follows builds by itself, where it needs a build.
    env: { ...process.env, RUNA_NO_BUILD: '1' },
  })
  if (status !== 0) {
    console.error(
      'The packages could not be installed: npm ci failed, see above. Is the npm registry within reach?',
    )
    process.exit(1)
  }
  writeFileSync(stamp, wanted())
}

function bundledNode() {
  const node = join(modules, '.bin', isWindows ? 'node.cmd' : 'node')
  if (existsSync(node)) return node
  console.error(
    `There is no Node 22 among the packages for ${process.platform} ${process.arch}; using ${process.version}.`,
  )
  return process.execPath
}

if (!isInstalled()) install()
const [script, ...args] = process.argv.slice(2)
const child = spawn(bundledNode(), [join(root, script), ...args], {
  cwd: root,
  stdio: 'inherit',
  shell: isWindows,
  env: { ...process.env, PATH: `${join(modules, '.bin')}${delimiter}${process.env.PATH}` },
})
// The terminal sends Ctrl-C to the child as well: it tidies up, and this process waits for it.
process.on('SIGINT', () => {})
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
