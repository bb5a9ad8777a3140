/**
 * The door of every command that must work on a fresh clone: installs the packages when the lock file asks for it,
 * then runs the named script on the Node that came with them. Plain JavaScript without dependencies, since neither
 * the packages nor a Node that reads TypeScript may be there yet.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { alone } from './boot/alone.mjs'
import { remove, removeRemains } from './boot/remains.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const data = join(root, '.data')
const modules = join(root, 'node_modules')
const stamp = join(modules, '.installed')
const tied = join(root, 'scripts/tied.cjs')
const isWindows = process.platform === 'win32'

/** What runs at the moment: a signal goes on to it, and when it has ended this ends as well. */
let child
let isEnding = false

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end)
// Typed without npm, the command may outlive the shell that it was typed in.
if (process.env.npm_lifecycle_event) createRequire(import.meta.url)(tied)

removeRemains(data)
const temporary = mkdtempSync(join(tmpdir(), `runa-${process.pid}-`))
process.on('exit', () => {
  remove(temporary)
  removeRemains(data)
})

if (!isInstalled())
  await alone(join(data, 'installing'), (hold) => (isInstalled() ? undefined : install(hold)))
const [script, ...args] = process.argv.slice(2)
process.exitCode = await outcome(bundledNode(), [join(root, script), ...args], {
  TMPDIR: temporary,
  PATH: `${join(modules, '.bin')}${delimiter}${process.env.PATH}`,
})

function wanted() {
  const lockFile = readFileSync(join(root, 'package-lock.json'))
  return createHash('sha256').update(lockFile).update(`${process.platform} ${process.arch}`).digest('hex')
}

/** A linked node_modules belongs to another checkout: it is used as it is. */
function isInstalled() {
  if (!existsSync(modules)) return false
  if (lstatSync(modules).isSymbolicLink()) return true
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted()
}

async function install(hold) {
  console.log('Installing packages (npm ci) …')
  const installed = outcome(
    'npm',
    ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
    // The script that follows builds by itself, where it needs a build.
    { RUNA_NO_BUILD: '1' },
    { detached: !isWindows, stdio: ['ignore', 'inherit', 'inherit'] },
  )
  hold(child.pid)
  const status = await installed
  if (isEnding) process.exit(status || 1)
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

/** Runs a program, tied to this process, to its end. Answers its exit code. */
function outcome(program, parameters, environment, options = {}) {
  const preload = `--require=${JSON.stringify(tied)}`
  const env = {
    ...process.env,
    ...environment,
    NODE_OPTIONS: [preload, process.env.NODE_OPTIONS].filter(Boolean).join(' '),
  }
  child = spawn(program, parameters, { cwd: root, stdio: 'inherit', shell: isWindows, ...options, env })
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error.message)
      resolve(1)
    })
    child.once('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)))
  })
}

/** A terminal's Ctrl-C reaches the script as well; it tidies up, and this process waits for it. */
function end() {
  isEnding = true
  if (child?.pid === undefined) process.exit(1)
  try {
    // npm's own children, where it leads a group.
    process.kill(-child.pid, 'SIGTERM')
  } catch {
    child.kill('SIGTERM')
  }
}
