import { createServer, type RequestListener, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SoundLibrary } from './audio/sound-library.ts'
import { Studio } from './audio/studio.ts'
import { realClock, type Clock } from './clock.ts'
import { createControl } from './control/control.ts'
import { createGateway } from './edge/gateway.ts'
import { isForLoopback } from './edge/loopback-host.ts'
import { folderUpstream, type Upstream } from './edge/upstream.ts'
import type { Faults } from './faults.ts'
import { application, phoneNumber } from './hooks.ts'
import type { EmulatorOptions } from './options.ts'
import { createRestHandler } from './rest/server.ts'
import { watchRest } from './rest-log.ts'
import { createServerlessApi, isServerlessHost, type ServerlessApi } from './serverless/api.ts'
import type { Switches } from './switches.ts'
import { Telephony } from './telephony/telephony.ts'
import { SignalGateway } from './voice-sdk/signal-gateway.ts'

export interface Emulator {
  /** The address people and webhooks use, `http://localhost:3000`. */
  url: string
  port: number
  /** Where requests to `*.twilio.com` are to go: EMULATOR_REST_PORT of preload.cjs. */
  restPort: number
  telephony: Telephony
  /** What was deployed, and every request that did it. */
  serverless: ServerlessApi
  clock: Clock
  switches: Switches
  faults: Faults
  /** The softphones in browsers: their sockets can be cut or refused. */
  signal: SignalGateway
  /** Puts another program behind the gateway: a deployed build instead of the folders. */
  serve(upstream: Upstream): void
  /** Ends all calls and forgets what happened; numbers and applications stay. */
  reset(): void
  close(): Promise<void>
}

/** A local Twilio: gateway, telephone network, REST and the control page, on loopback only. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const clock = options.clock ?? realClock
  const library = new SoundLibrary()
  const telephony = new Telephony({
    clock,
    account: options.account,
    switches: options.switches,
    seed: options.seed,
    audio: clock === realClock ? library : undefined,
  })
  const studio = new Studio({ telephony, library, mediaAddress: options.mediaAddress ?? '127.0.0.1' })
  telephony.newLine = () => studio.newLine()
  const signal = new SignalGateway(telephony, studio)
  const serverless = createServerlessApi(telephony)
  let upstream = upstreamOf(options)
  const rest = await listen(0, restListener(telephony, serverless))
  const control = createControl({
    ...{ telephony, studio, signal },
    panels: options.panels ?? [],
    standIns: options.standIns ?? [],
  })
  const gateway = createGateway({
    upstream: () => upstream,
    authToken: options.account.authToken,
    origins: () => [url, `http://127.0.0.1:${port}`, ...serverless.origins()],
    unsignedStatus: () => telephony.switches.unsignedRequest,
    emulatedNow: () => (clock === realClock ? undefined : clock.now()),
    functionLimitMs: options.functionLimitMs,
  })
  const edge = await listen(options.port, (request, response) => {
    const answer = control.owns(request.url ?? '/') ? control.handle : gateway
    void answer(request, response)
  }).catch(async (error) => {
    await stop(rest)
    throw error as Error
  })
  edge.on('upgrade', (request, socket, head) => {
    if (isForLoopback(request)) signal.upgrade(request, socket, head)
    else socket.destroy()
  })
  const port = portOf(edge)
  const url = `http://localhost:${port}`
  for (const number of options.numbers ?? []) telephony.addNumber(phoneNumber(number, url))
  for (const app of options.applications ?? []) telephony.addApplication(application(app, url))

  const reset = () => {
    telephony.reset()
    control.reset()
  }
  return {
    ...{ url, port, restPort: portOf(rest), telephony, serverless, clock, reset },
    ...{ switches: telephony.switches, faults: telephony.faults, signal },
    serve: (next) => void (upstream = next),
    close: async () => {
      telephony.reset()
      control.close()
      signal.close()
      await Promise.all([stop(edge), stop(rest)])
      upstream.close?.()
    },
  }
}

/** One port for all of Twilio's hosts. */
function restListener(telephony: Telephony, serverless: ServerlessApi): RequestListener {
  const rest = watchRest(telephony, createRestHandler(telephony))
  return (request, response) => {
    const host = String(request.headers['x-emulated-host'] ?? '')
    if (isServerlessHost(host)) void serverless.handle(request, response)
    else rest(request, response)
  }
}

function upstreamOf(options: EmulatorOptions): Upstream {
  if (options.upstream) return options.upstream
  if (!options.functionsUrl) throw new Error('The emulator needs functionsUrl, or an upstream.')
  return folderUpstream({ ...options, functionsUrl: options.functionsUrl })
}

/** The header limit of Node is put far away: the gateway has its own. */
async function listen(port: number, listener: RequestListener): Promise<Server> {
  const server = createServer({ maxHeaderSize: 64 * 1024 }, (request, response) => {
    if (isForLoopback(request)) return listener(request, response)
    response.writeHead(403).end('The emulator answers to localhost only.')
  })
  await once(server.listen(port, '127.0.0.1'), 'listening')
  return server
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}
