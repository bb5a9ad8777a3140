import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startPrivateServer } from '../../scripts/database/private-server.ts'
import { findServer } from '../../scripts/database/server-programs.ts'
import { projectRoot } from '../../scripts/project-root.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runa-start-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a port in use is named, with the way to another', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  expect(await start({ PORT: String(port) })).toEqual({
    code: 1,
    said: `Port ${port} is in use: stop the program that uses it, or choose another with PORT=${port + 1} npm start.`,
  })
  server.close()
})

test.each(['0', '65536', 'telephone'])('PORT=%s is no port, and that is said', async (port) => {
  expect(await start({ PORT: port })).toEqual({
    code: 1,
    said: `PORT=${port} is no port: give a number from 1 to 65535.`,
  })
})

test('without any database server, one sentence says what to install', async () => {
  await expect(findServer(folder, [])).rejects.toThrow(
    'There is no database to be had: put a MySQL 8 or MariaDB 10.6 server (mysqld or mariadbd) on PATH, or set DATABASE_URL.',
  )
})

test('without a network for apt, one sentence says so and what else would do', async () => {
  program('apt-get', 'echo "E: Could not resolve host" >&2; exit 100')
  program('dpkg', 'exit 0')
  await expect(findServer(folder, [folder])).rejects.toThrow(
    'There is no database server on PATH, and Debian’s MariaDB packages could not be fetched. Install mariadb-server-core, connect to the network, or set DATABASE_URL. (E: Could not resolve host)',
  )
})

test('the private database lets nobody in without the password of this run, and touches no file', async () => {
  const server = await startPrivateServer(join(folder, 'database'), join(projectRoot, '.data'))
  const url = await server.database('own')
  await expect(ask(url, "select load_file('/etc/hostname') as text")).resolves.toEqual([{ text: null }])
  await expect(ask(url, `select 1 into outfile '${join(folder, 'written')}'`)).rejects.toThrow('secure')
  const { port, password } = new URL(server.url)
  expect(password).toMatch(/^[0-9a-f]{32}$/)
  await server.restart()
  await expect(ask(url, 'select current_user() as who')).resolves.toEqual([{ who: 'root@127.0.0.1' }])
  for (const who of ['root', 'root:wrong', ''])
    await expect(ask(`mysql://${who}@127.0.0.1:${port}/`, 'select 1')).rejects.toThrow('Access denied')
  await server.stop()
})

async function ask(uri: string, sql: string): Promise<unknown> {
  const connection = await createConnection(uri)
  try {
    return (await connection.query(sql))[0]
  } finally {
    await connection.end()
  }
}

function program(name: string, script: string): void {
  const path = join(folder, name)
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
}

async function start(environment: Record<string, string>): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [join(projectRoot, 'scripts/start.ts')], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += String(chunk)))
  const [code] = (await once(child, 'close')) as [number]
  return { code, said: said.trim() }
}
