/**
 * Preloaded into every Node below `npm start` and `npm test`: ends a program when the one that started it has ended,
 * even by SIGKILL, of which nobody is told. A program that leads a group of processes takes the group along.
 */
const { readFileSync } = require('node:fs')
const { clearInterval, setInterval, setTimeout } = require('node:timers')
const { isMainThread } = require('node:worker_threads')

const LOOK_MS = 250
const PATIENCE_MS = 30_000
const SHELLS = ['sh', 'dash', 'bash', 'ash', 'busybox', 'zsh']

// Once, although it may come both by NODE_OPTIONS and by the command line.
const key = Symbol.for('runa.tied')
if (isMainThread && !globalThis[key]) {
  globalThis[key] = true
  watch()
}

function watch() {
  const parent = process.ppid
  // Whoever is started next may learn it too late from the system: an orphan has another parent already.
  const starter = Number(process.env.RUNA_STARTED_BY) || parent
  process.env.RUNA_STARTED_BY = String(process.pid)
  const before = stateOf(parent)
  // npm puts a shell between itself and a script, which stays when npm is killed.
  const isBehindShell = SHELLS.includes(before?.name)
  const timer = setInterval(() => {
    const hasParents =
      process.ppid === parent && (!isBehindShell || stateOf(parent)?.parent === before.parent)
    if (hasParents && isThere(starter)) return
    clearInterval(timer)
    signal('SIGTERM')
    setTimeout(signal, PATIENCE_MS, 'SIGKILL').unref()
  }, LOOK_MS)
  timer.unref()
}

function isThere(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Where there is a /proc, which is wherever npm's shell stays: others become the program that they start. */
function stateOf(pid) {
  try {
    const [, name, parent] = /\((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))
    return { name, parent }
  } catch {
    return undefined
  }
}

function signal(name) {
  try {
    process.kill(-process.pid, name)
  } catch {
    process.kill(process.pid, name)
  }
}
