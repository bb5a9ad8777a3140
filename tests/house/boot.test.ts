import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { projectRoot } from '../../scripts/project-root.ts'
import { isRunning } from './support/is-running.ts'

interface Command {
  child: ChildProcess
  said: () => string
  ended: Promise<unknown[]>
}

let clone: string

/** A fresh clone, and an npm that says who it is and installs a Node when it is told to. */
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'runa-clone-'))
  for (const part of ['boot.mjs', 'boot', 'tied.cjs'])
    cpSync(join(projectRoot, 'scripts', part), join(clone, 'scripts', part), { recursive: true })
  writeFileSync(join(clone, 'scripts/hello.mjs'), "console.log('hello')")
  writeFileSync(join(clone, 'package-lock.json'), '{}')
  mkdirSync(join(clone, 'tools'))
  program(
    'npm',
    `#!${process.execPath}
    const { appendFileSync, existsSync, mkdirSync, symlinkSync } = require('node:fs')
    const { pid } = require('node:child_process').spawn('sleep', ['1000'])
    appendFileSync('npm-pids', process.pid + ' ' + pid + ' ')
    setInterval(() => {
      if (!existsSync('go')) return
      mkdirSync('node_modules/.bin', { recursive: true })
      symlinkSync(process.execPath, 'node_modules/.bin/node')
      process.kill(pid)
      process.exit(0)
    }, 20)`,
  )
})
afterEach(() => rmSync(clone, { recursive: true, force: true }))

test('two commands at once on a fresh clone install once, and the second says that it waits', async () => {
  const first = boot()
  await npmPids(2)
  const second = boot()
  await vi.waitFor(() =>
    expect(second.said()).toContain(
      `Another command (process ${first.child.pid}) installs the packages; waiting …`,
    ),
  )
  writeFileSync(join(clone, 'go'), '')
  expect([await first.ended, await second.ended]).toEqual([
    [0, null],
    [0, null],
  ])
  expect(first.said()).toMatch(/^Installing packages \(npm ci\) …\nhello\n$/)
  expect(second.said()).toMatch(/waiting …\nhello\n$/)
  await npmPids(2)
})

test.each(['SIGTERM', 'SIGKILL'] as const)(
  '%s in the middle of an installation ends it, and the next begins anew',
  async (signal) => {
    const { child, ended } = boot()
    const pids = await npmPids(2)
    child.kill(signal)
    await ended
    const next = boot()
    await vi.waitFor(() => expect(pids.filter(isRunning)).toEqual([]), { timeout: 5000 })
    await npmPids(4)
    writeFileSync(join(clone, 'go'), '')
    expect(await next.ended).toEqual([0, null])
    expect(next.said()).toContain('hello')
    expect(existsSync(join(clone, '.data/installing'))).toBe(false)
  },
)

function boot(): Command {
  const child = spawn(process.execPath, [join(clone, 'scripts/boot.mjs'), 'scripts/hello.mjs'], {
    env: { ...process.env, PATH: `${join(clone, 'tools')}${delimiter}${process.env.PATH}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += String(chunk)))
  return { child, said: () => said, ended: once(child, 'close') }
}

/** Those that npm has written so far, once there are as many: its own, and that of a program that it started. */
async function npmPids(count: number): Promise<number[]> {
  const file = join(clone, 'npm-pids')
  const pids = () =>
    existsSync(file) ? readFileSync(file, 'utf8').split(' ').filter(Boolean).map(Number) : []
  await vi.waitFor(() => expect(pids()).toHaveLength(count), { timeout: 10_000 })
  return pids()
}

function program(name: string, text: string): void {
  const path = join(clone, 'tools', name)
  writeFileSync(path, text)
  chmodSync(path, 0o755)
}
