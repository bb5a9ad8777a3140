import type { ChildProcess } from 'node:child_process'
import { PlainError } from './plain-error.ts'

/** Asks a program to end, waits until it has, and after 5 s does not ask any more. */
export async function stopChild(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), 5000)
  await ended
  clearTimeout(force)
}

/** Rejects when a program that has to stay ends by itself. */
export function endedUnasked(child: ChildProcess, name: string): Promise<never> {
  return new Promise((_, reject) => {
    child.once('exit', (code, signal) => {
      if (signal !== 'SIGTERM')
        reject(new PlainError(`${name} ended by itself (${signal ?? code}); the rest is closed too.`))
    })
  })
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}
