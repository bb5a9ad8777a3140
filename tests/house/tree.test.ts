import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { which } from '../../scripts/database/server-programs.ts'
import { projectRoot } from '../../scripts/project-root.ts'
import { isRunning } from './support/is-running.ts'

/** Nothing here is about pace, and a machine may be busy with whatever was installed just now. */
vi.setConfig({ testTimeout: 90_000 })
const patient = { timeout: 30_000 }

interface Tree {
  wrapper: ChildProcess
  pids: Record<string, number>
  folder: string
  said: () => string
}

const project = mkdtempSync(join(tmpdir(), 'runa-tree-'))
afterAll(() => rmSync(project, { recursive: true, force: true }))

const boot = `node ${join(projectRoot, 'scripts/boot.mjs')} tests/house/support/light-tree.ts`
/** A shell that stays until its last command has ended; some become it. */
const script = `${boot}; exit $?`
/** As most commands run, which need no packages that are not there. */
const direct = `${process.execPath} ${join(projectRoot, 'tests/house/support/light-tree.ts')}; exit $?`
writeFileSync(join(project, 'package.json'), JSON.stringify({ scripts: { start: script, direct } }))

describe.concurrent('whichever process of the tree gets a signal, none is left, nor a folder', () => {
  test.each([
    ['npm', 'SIGTERM'],
    ['npm', 'SIGHUP'],
    ['npm', 'SIGKILL'],
    ['shell', 'SIGTERM'],
    ['shell', 'SIGKILL'],
    ['boot', 'SIGINT'],
    ['boot', 'SIGTERM'],
    ['boot', 'SIGHUP'],
    ['boot', 'SIGKILL'],
    ['script', 'SIGTERM'],
    ['script', 'SIGKILL'],
    ['database', 'SIGTERM'],
    ['database', 'SIGKILL'],
    ['server', 'SIGTERM'],
    ['server', 'SIGKILL'],
  ] as const)('%s, %s', async (who, signal) => {
    const tree = await (who === 'npm' ? start('npm', 'start') : start('sh', '-c', script))
    process.kill(tree.pids[who] ?? tree.wrapper.pid!, signal)
    await isGone(tree)
  })
})

test('a command that needs no boot ends with npm as well', async () => {
  const tree = await start('npm', 'run', 'direct')
  tree.wrapper.kill('SIGKILL')
  await isGone(tree)
})

test('where no kernel ties programs together, a shell watches', async () => {
  const tools = mkdtempSync(join(project, 'tools-'))
  for (const name of ['sh', 'sleep']) symlinkSync(which(name)!, join(tools, name))
  symlinkSync(process.execPath, join(tools, 'node'))
  const tree = await startWith(tools, 'sh', '-c', script)
  process.kill(tree.pids.script!, 'SIGKILL')
  await isGone(tree)
})

test('a part that ends is named', async () => {
  const tree = await start('sh', '-c', script)
  process.kill(tree.pids.database!, 'SIGKILL')
  await isGone(tree)
  expect(tree.said()).toContain('The database ended by itself (SIGKILL); the rest is closed too.')
})

async function start(program: string, ...args: string[]): Promise<Tree> {
  return startWith(process.env.PATH, program, ...args)
}

async function startWith(path: string | undefined, program: string, ...args: string[]): Promise<Tree> {
  const wrapper = spawn(program, args, {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
    // As npm sets it: typed without npm, the command may outlive its shell.
    env: { ...process.env, PATH: path, NODE_OPTIONS: '', npm_lifecycle_event: 'start' },
  })
  let said = ''
  wrapper.stderr.on('data', (chunk: Buffer) => (said += String(chunk)))
  for await (const line of createInterface(wrapper.stdout))
    if (line.startsWith('{'))
      return { ...(JSON.parse(line) as Pick<Tree, 'pids' | 'folder'>), wrapper, said: () => said }
  throw new Error(`The tree did not start: ${said}`)
}

async function isGone({ wrapper, pids, folder }: Tree): Promise<void> {
  const left = () => Object.entries({ ...pids, wrapper: wrapper.pid! }).filter(([, pid]) => isRunning(pid))
  await vi.waitFor(() => expect(left()).toEqual([]), patient)
  await vi.waitFor(() => expect(existsSync(folder)).toBe(false), patient)
}
