import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Upstream } from '../edge/upstream.ts'
import { httpUpstream } from '../edge/upstream.ts'
import type { Account } from '../telephony/account.ts'
import { layOut } from './build-layout.ts'
import type { Build, ServerlessState, Version } from './resources.ts'

interface Options {
  state: ServerlessState
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
  const { state, environmentSid } = options
  const environment = state.environments.find(({ sid }) => sid === environmentSid)
  const build = state.builds.find(({ sid }) => sid === environment?.build_sid)
  if (!environment || !build) throw new Error(`The environment ${environmentSid} has no live build.`)

  const layout = await layOut(build, options.packagesFrom)
  const plan = { ...layout, url: `https://${environment.domain_name}`, env: variables(options) }
  const planFile = join(layout.directory, 'plan.json')
  await writeFile(planFile, JSON.stringify(plan), { mode: 0o600 })
  const host = await startHost(planFile, options.restPort)
  const functions = httpUpstream(host.url)
  return {
    build,
    output: host.output,
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
      functions.close()
      host.child.kill()
      await once(host.child, 'exit')
      await rm(layout.directory, { recursive: true })
    },
  }
}

/** `/` is the asset of that name, or else `/assets/index.html`. */
function published(build: Build, path: string): Version | undefined {
  const at = (wanted: string) => build.versions.find((version) => version.path === wanted)
  return at(path) ?? (path === '/' ? at('/assets/index.html') : undefined)
}

function variables({ state, account, environmentSid }: Options): Record<string, string> {
  const own = state.variables.filter(({ environment_sid }) => environment_sid === environmentSid)
  return {
    ...Object.fromEntries(own.map(({ key, value }) => [key, value])),
    ACCOUNT_SID: account.sid,
    AUTH_TOKEN: account.authToken,
    ENVIRONMENT_SID: environmentSid,
    SERVICE_SID: state.environments.find(({ sid }) => sid === environmentSid)!.service_sid,
  }
}

async function startHost(planFile: string, restPort: number) {
  const preload = join(import.meta.dirname, '../preload.cjs')
  const child = spawn(process.execPath, [join(import.meta.dirname, 'function-host.cjs'), planFile], {
    cwd: join(planFile, '..'),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      EMULATOR_REST_PORT: String(restPort),
      NODE_OPTIONS: `--require=${JSON.stringify(preload)}`,
    },
  })
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => output.push(String(text)))
  const port = await portOf(child, output)
  return { child, url: `http://127.0.0.1:${port}`, output: () => output.join('') }
}

function portOf(child: ChildProcess, output: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout!.on('data', () => {
      const port = /listening on (\d+)/.exec(output.join(''))?.[1]
      if (port) resolve(port)
    })
    child.once('exit', (code) =>
      reject(new Error(`The functions' host ended with ${code}: ${output.join('')}`)),
    )
  })
}
