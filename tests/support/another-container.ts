import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { freePort } from '../../scripts/free-port.ts'
import { startFunctions, type FunctionsServer } from '../../scripts/functions-server.ts'
import type { Centre } from './centre.ts'
import { DeskClient } from './desk-client.ts'

const servers: FunctionsServer[] = []

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()))
})

/**
 * The same desk, answered by another process with its own connection to MySQL: one container does one thing after the
 * other. It is asked past the edge, and so by the real clock.
 */
export async function anotherContainer(centre: Centre, desk: DeskClient): Promise<DeskClient> {
  const server = await startFunctions({
    port: await freePort(),
    environment: { ...centre.environment, DATABASE_URL: centre.databaseUrl },
    envFile: join(mkdtempSync(join(tmpdir(), 'runa-test-')), 'env'),
    restPort: centre.emulator.restPort,
  })
  servers.push(server)
  const other = new DeskClient(server.url)
  for (const [name, value] of desk.cookies) other.cookies.set(name, value)
  return other
}
