import type { TestProject } from 'vitest/node'
import { build } from '../../scripts/build.ts'
import { testServer } from '../../scripts/database/test-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The server, without a database name: each worker makes its own there. */
    databaseServer: string
    projectName: string
  }
}

/** `npm test` has built and started everything already; a single project run by hand does both itself. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [server] = await Promise.all([testServer(), process.env.RUNA_BUILT ? undefined : build()])
  project.provide('databaseServer', server.url)
  project.provide('projectName', project.name)
  return server.stop
}
