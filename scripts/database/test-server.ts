import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../project-root.ts'
import { tree } from '../tree.ts'
import { startPrivateServer } from './private-server.ts'

export interface TestServer {
  /** Without a database's name. */
  url: string
  /** Only of a server of our own. */
  restart?: () => Promise<void>
  stop(): Promise<void>
}

/** A server for one run of tests: the one at TEST_DATABASE_URL, else a fresh private one. */
export async function testServer(): Promise<TestServer> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { url: given, stop: async () => {} }
  const data = join(projectRoot, '.data')
  // Several projects of one run may ask at once.
  const folder = join(data, `test-${process.pid}-${randomBytes(3).toString('hex')}`)
  const server = await startPrivateServer(folder, data)
  const stop = async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
    rmSync(`${folder}.log`, { force: true })
  }
  tree.add(stop)
  return {
    url: server.url,
    restart: server.restart,
    stop,
  }
}
