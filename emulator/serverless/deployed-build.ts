import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Upstream } from '../edge/upstream.ts'
import type { Account } from '../telephony/account.ts'
import { layOut } from './build-layout.ts'
import type { ServerlessApi } from './api.ts'
import { startFunctions } from './function-process.ts'
import type { Build, Version } from './resources.ts'

interface Options {
  serverless: Pick<ServerlessApi, 'state' | 'print'>
  account: Account
  environmentSid: string
  /** The folder whose `node_modules` stands for npm on Twilio's side. */
  packagesFrom: string
  /** Where the functions find the REST API. */
  restPort: number
}

export interface DeployedBuild extends Upstream {
  build: Build
  /** What the functions printed. */
  output(): string
  stop(): Promise<void>
}

/**
 * Serves what an environment has deployed, from the uploaded files and nothing else: assets out of the upload,
 * functions on the real runtime-handler in a process whose folder holds only them.
 */
export async function serveDeployedBuild(options: Options): Promise<DeployedBuild> {
  const { serverless, environmentSid } = options
  const { state } = serverless
  const environment = state.environments.find(({ sid }) => sid === environmentSid)
  const build = state.builds.find(({ sid }) => sid === environment?.build_sid)
  if (!environment || !build) throw new Error(`The environment ${environmentSid} has no live build.`)

  const layout = await layOut(build, options.packagesFrom)
  const plan = { ...layout, url: `https://${environment.domain_name}`, env: variables(options) }
  const planFile = join(layout.directory, 'plan.json')
  await writeFile(planFile, JSON.stringify(plan), { mode: 0o600 })
  const functions = await startFunctions({
    planFile,
    restPort: options.restPort,
    print: (line) => serverless.print(environmentSid, line),
  })
  return {
    build,
    output: functions.output,
    find: (path) => {
      const version = published(build, path)
      return version && { kind: version.kind, access: version.visibility }
    },
    async handle(request) {
      const version = published(build, request.url.split(/[?#]/, 1)[0]!)
      if (version?.kind !== 'asset') return functions.handle(request)
      return { status: 200, headers: { 'content-type': version.contentType }, body: version.content }
    },
    async stop() {
      await functions.stop()
      await rm(layout.directory, { recursive: true })
    },
  }
}

/** `/` is the asset of that name, or else `/assets/index.html`. */
function published(build: Build, path: string): Version | undefined {
  const at = (wanted: string) => build.versions.find((version) => version.path === wanted)
  return at(path) ?? (path === '/' ? at('/assets/index.html') : undefined)
}

function variables({ serverless: { state }, account, environmentSid }: Options): Record<string, string> {
  const own = state.variables.filter(({ environment_sid }) => environment_sid === environmentSid)
  return {
    ...Object.fromEntries(own.map(({ key, value }) => [key, value])),
    ACCOUNT_SID: account.sid,
    AUTH_TOKEN: account.authToken,
    ENVIRONMENT_SID: environmentSid,
    SERVICE_SID: state.environments.find(({ sid }) => sid === environmentSid)!.service_sid,
  }
}
