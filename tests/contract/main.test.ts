import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { ACCOUNT } from './centre.ts'

const MAIN = resolve(import.meta.dirname, '../../emulator/main.ts')

function start(config: string | undefined) {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, NODE_OPTIONS: '', ...(config ? { EMULATOR_CONFIG: config } : {}) },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text))
  return { child, exit: once(child, 'exit').then(([code]) => ({ code, output })) }
}

const options = (port: number) => ({ port, functionsUrl: 'http://127.0.0.1:1', account: ACCOUNT })

test('says where it is in one line, and ends cleanly when told to', async () => {
  const { child, exit } = start(JSON.stringify(options(0)))
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  const { code, output } = await exit
  expect(output).toMatch(
    /^Emulator at http:\/\/localhost:\d+, telephone at http:\/\/localhost:\d+\/_emulator, REST on port \d+\n$/,
  )
  expect(code).toBe(0)
})

test('says in one sentence that its port is in use', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const { code, output } = await start(JSON.stringify(options(port))).exit
  expect([code, output]).toEqual([
    1,
    `Port ${port} is in use by another program; choose another for the emulator.\n`,
  ])
  other.close()
})

test.each([
  [undefined, 'Name a JSON file with the emulator’s options, or put them into EMULATOR_CONFIG.\n'],
  ['{', 'The emulator’s options cannot be read: '],
  ['{"port":0}', 'The emulator cannot start: '],
])('without options that it can use (%s) it says so', async (config, sentence) => {
  const { code, output } = await start(config).exit
  expect(code).toBe(1)
  expect(output.startsWith(sentence)).toBe(true)
  expect(output.trim().split('\n')).toHaveLength(1)
})
