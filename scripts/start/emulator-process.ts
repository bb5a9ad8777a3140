import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { hasToStay, launch } from '../child.ts'
import { PlainError } from '../plain-error.ts'
import { projectRoot } from '../project-root.ts'

interface EmulatorProcess {
  url: string
  restPort: number
}

interface Options {
  port: number
  functionsPort: number
  environment: Record<string, string>
  panels: { title: string; url: string }[]
  /** Who waits for the callers of which queue. */
  standIns: { identity: string; queue: string }[]
}

/** The local Twilio as the program of its own that it is. */
export async function startEmulatorProcess(options: Options): Promise<EmulatorProcess> {
  const child = launch(process.execPath, [join(projectRoot, 'emulator/main.ts')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { EMULATOR_CONFIG: JSON.stringify(config(options)) },
  })
  hasToStay('The emulator', child)
  const restPort = Number((await firstLine(child)).match(/REST on port (\d+)/)?.[1])
  return { url: `http://localhost:${options.port}`, restPort }
}

function config({ port, functionsPort, environment, panels, standIns }: Options) {
  return {
    port,
    functionsUrl: `http://127.0.0.1:${functionsPort}`,
    functionsFolder: join(projectRoot, 'dist/functions'),
    assetsFolder: join(projectRoot, 'dist/assets'),
    account: {
      sid: environment.ACCOUNT_SID,
      authToken: environment.AUTH_TOKEN,
      apiKeys: [{ sid: environment.TWILIO_API_KEY_SID, secret: environment.TWILIO_API_KEY_SECRET }],
    },
    // Bought, and not wired yet: that is for the setup.
    numbers: [{ phoneNumber: environment.CALLER_ID, friendlyName: 'Runa-CCA' }],
    applications: [{ sid: environment.TWIML_APP_SID, friendlyName: 'Runa-CCA' }],
    panels,
    standIns: standIns.map(({ identity, queue }) => ({
      title: `${identity}: ${queue}`,
      identity,
      params: { Destination: `queue:${queue}` },
    })),
  }
}

/** Resolves with the line that says it is ready; rejects with what it said instead. */
function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const complaints: string[] = []
    child.stderr?.on('data', (chunk: Buffer) => complaints.push(String(chunk)))
    child.stdout?.once('data', (chunk: Buffer) => resolve(String(chunk)))
    child.once('exit', () =>
      reject(new PlainError(complaints.join('').trim() || 'The emulator ended before it was ready.')),
    )
  })
}
