import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from './remains.mjs'

/**
 * Does something that two commands in one folder must not do at once: who comes second waits, and says so. `work` may
 * name one more process without which the lock is not free.
 */
export async function alone(lock, work) {
  mkdirSync(dirname(lock), { recursive: true })
  for (let isTold = false; !take(lock); isTold = true) {
    if (!isTold)
      console.log(`Another command (process ${holdersOf(lock)[0]}) installs the packages; waiting …`)
    await sleep(300)
  }
  try {
    await work((pid) => place(lock, [process.pid, pid], renameSync))
  } finally {
    rmSync(lock, { force: true })
  }
}

/** The lock names the processes that hold it; where none of them is left, nobody does. */
function take(lock) {
  try {
    place(lock, [process.pid], linkSync)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (holdersOf(lock).some(isAlive)) return false
    rmSync(lock, { force: true })
    return take(lock)
  }
}

/** At once with its text: nobody sees a lock without a holder. */
function place(lock, pids, put) {
  const own = `${lock}.${process.pid}`
  writeFileSync(own, pids.join('\n'))
  try {
    put(own, lock)
  } finally {
    rmSync(own, { force: true })
  }
}

function holdersOf(lock) {
  try {
    return readFileSync(lock, 'utf8').split('\n').map(Number)
  } catch {
    return []
  }
}
