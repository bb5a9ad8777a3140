import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from '../edge/request-body.ts'
import type { Panel, StandIn } from '../options.ts'
import type { Studio } from '../audio/studio.ts'
import type { Telephony } from '../telephony/telephony.ts'
import type { SignalGateway } from '../voice-sdk/signal-gateway.ts'
import { actions } from './actions.ts'
import { ControlError } from './control-error.ts'
import { sendSdkFile } from '../voice-sdk/sdk-files.ts'
import { createEventFeed } from './event-feed.ts'
import { sendPageFile } from './page-files.ts'
import { panelRows } from './panels.ts'
import { snapshot } from './snapshot.ts'
import { StandInPhones } from './stand-in-phones.ts'

export const CONTROL_PATH = '/_emulator'

export interface ControlContext {
  telephony: Telephony
  studio: Studio
  signal: SignalGateway
  panels: Panel[]
  standIns: StandIn[]
  phones: StandInPhones
  reset(): void
}

/** Everything under /_emulator: the page with its telephones, and the HTTP API that it and tests use. */
export function createControl(
  options: Pick<ControlContext, 'telephony' | 'studio' | 'signal' | 'panels' | 'standIns'>,
) {
  const feed = createEventFeed(options.telephony)
  const phones = new StandInPhones(options.telephony, options.studio)
  const context: ControlContext = {
    ...options,
    phones,
    reset: () => {
      options.telephony.reset()
      feed.reset()
    },
  }
  return {
    owns: (url: string) => url === CONTROL_PATH || /^\/_emulator[/?]/.test(url),
    handle: (request: IncomingMessage, response: ServerResponse) => handle(request, response, context, feed),
    reset: feed.reset,
    close: feed.close,
  }
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  context: ControlContext,
  feed: ReturnType<typeof createEventFeed>,
) {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  const path = pathname.slice(CONTROL_PATH.length)
  try {
    if (path === '/api/events') return feed.open(request, response)
    if (path === '/api/state') return reply(response, 200, snapshot(context))
    if (path.startsWith('/panels/')) return reply(response, 200, await panelRows(context.panels, path))
    if (path.startsWith('/api/')) return reply(response, 200, await act(request, path.slice(4), context))
    if (path === '/shim.js' || path === '/nothing' || path.startsWith('/sounds/'))
      return await sendSdkFile(path, response)
    await sendPageFile(path, response)
  } catch (error) {
    const status = error instanceof ControlError ? error.status : 400
    reply(response, status, { error: error instanceof Error ? error.message : String(error) })
  }
}

/** `POST /calls/CA…/press` finds the action `POST /calls/:id/press`. A JSON body keeps other sites' forms out. */
async function act(request: IncomingMessage, path: string, context: ControlContext): Promise<unknown> {
  const [, noun, id, verb] = path.split('/')
  const pattern = [noun, id && ':id', verb].filter(Boolean).join('/')
  const action = actions[`${request.method} /${pattern}`]
  if (!action) throw new ControlError(404, `There is no ${request.method} ${path}.`)
  if (request.headers['content-type'] !== 'application/json')
    throw new ControlError(415, 'Requests to the control API are application/json.')
  const body = (await readBody(request)).toString()
  return (await action(context, JSON.parse(body || '{}'), decodeURIComponent(id ?? ''))) ?? {}
}

function reply(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
