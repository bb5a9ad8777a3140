import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { join } from 'node:path'
import { which } from './database/server-programs.ts'
import { PlainError } from './plain-error.ts'
import { projectRoot } from './project-root.ts'
import { giveUp, tree } from './tree.ts'

const asked = new WeakSet<ChildProcess>()

/** Starts a program that is asked to end before this one does, and ends without being asked where this one could not. */
export function launch(...launched: Parameters<typeof spawnTied>): ChildProcess {
  const child = spawnTied(...launched)
  return child.once(
    'exit',
    tree.add(() => stopChild(child)),
  )
}

/** Where this program ends by itself, all of this is given up. */
export function hasToStay(name: string, child: ChildProcess): ChildProcess {
  return child.once('exit', (code, signal) => {
    if (!asked.has(child))
      giveUp(new PlainError(`${name} ended by itself (${signal ?? code}); the rest is closed too.`))
  })
}

/**
 * A program that the kernel, or a shell that watches, ends after this one; its starter stops it before. It leads a process
 * group, so that Ctrl-C reaches it only through us, after those that use it.
 */
export function spawnTied(program: string, args: string[], options: SpawnOptions = {}): ChildProcess {
  const setpriv = which('setpriv')
  const [command = program, ...rest] = setpriv
    ? [setpriv, '--pdeathsig', 'TERM', program, ...args]
    : [program, ...args]
  const env = { ...process.env, ...options.env }
  const child = spawn(command, rest, {
    ...options,
    detached: true,
    env: { ...env, NODE_OPTIONS: tied(env.NODE_OPTIONS) },
  })
  if (!setpriv) watch(child)
  return child
}

/** Asks a program to end, waits until it has, and when `patience` is over does not ask any more. */
export async function stopChild(child: ChildProcess, patience = 5000): Promise<void> {
  asked.add(child)
  if (hasEnded(child)) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  signalGroup(child, 'SIGTERM')
  const force = setTimeout(signalGroup, patience, child, 'SIGKILL')
  await ended
  clearTimeout(force)
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

/** NODE_OPTIONS with which a program ends after the one that started it, and so do those that it starts. */
export function tied(options = ''): string {
  const preload = `--require=${JSON.stringify(join(projectRoot, 'scripts/tied.cjs'))}`
  return options.includes(preload) ? options : `${preload} ${options}`
}

/** Where there is no setpriv: macOS, for one. */
function watch({ pid }: ChildProcess): void {
  if (process.platform === 'win32' || pid === undefined) return
  const wait = 'while kill -0 $0 && kill -0 $1; do sleep 1; done 2>/dev/null; kill -- -$1 2>/dev/null'
  spawn('sh', ['-c', wait, String(process.pid), String(pid)], { detached: true, stdio: 'ignore' }).unref()
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-child.pid!, signal)
  } catch {
    // Windows has no groups, and a program that was never there has no number.
    child.kill(signal)
  }
}
