import { existsSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

/** Folders of commands that were killed before they could remove them. The names hold the number of a process. */
export function removeRemains(data) {
  // What boot.mjs has started has such a folder for its own.
  const around = /^runa-\d+-/.test(basename(tmpdir())) ? dirname(tmpdir()) : tmpdir()
  removeIn(around, /^runa-(\d+)-/)
  removeIn(data, /^(?:test-|mariadb\.|installing\.)(\d+)/)
}

function removeIn(folder, pattern) {
  const names = existsSync(folder) ? readdirSync(folder) : []
  for (const name of names) {
    const [, pid] = pattern.exec(name) ?? []
    if (pid && !isAlive(Number(pid))) remove(join(folder, name))
  }
}

export function remove(path) {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  } catch {
    // Another user's, or still written to: the next command tries again.
  }
}

export function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}
