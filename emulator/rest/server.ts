import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as realPause } from 'node:timers/promises'
import type { FaultKind } from '../faults.ts'
import type { Telephony } from '../telephony/telephony.ts'
import { authenticate } from './authenticate.ts'
import type { RestReply } from './resource.ts'
import { RestError, errorBody, notFound } from './rest-error.ts'
import { route } from './routes.ts'

/** Twilio's REST interface (2010-04-01), for requests to `api.twilio.com` redirected here. */
export function createRestHandler(
  telephony: Telephony,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => void telephony.activity.track(answer(telephony, request, response))
}

async function answer(
  telephony: Telephony,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://api.twilio.com')
  const faults = telephony.faults.strike('rest', request.method ?? '', url.pathname)
  // First of all: Node drops a body that nobody reads for some seconds.
  const form = new URLSearchParams(await body(request))
  for (const fault of faults) {
    if (fault.kind === 'refused') return void request.socket.destroy()
    if (fault.kind === 'delay') await realPause(fault.milliseconds)
  }
  const reply = refusal(faults) ?? attempt(telephony, () => act(telephony, request, url, form))
  if (faults.some(({ kind }) => kind === 'unanswered')) return void request.socket.destroy()
  response.writeHead(reply.status, {
    'content-type': 'application/json;charset=utf-8',
    'twilio-request-id': `RQ${randomUUID().replaceAll('-', '')}`,
  })
  response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body))
}

async function body(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

const FAULT_CODES: Record<number, [code: number, message: string]> = {
  401: [20003, 'Authenticate'],
  429: [20429, 'Too Many Requests'],
  500: [20500, 'An internal server error has occurred'],
  503: [20503, 'Service is unavailable'],
}

function refusal(faults: FaultKind[]): RestReply | undefined {
  for (const fault of faults) {
    if (fault.kind !== 'status') continue
    const [code, message] = FAULT_CODES[fault.status] ?? [20500, 'A fault of the emulator']
    return { status: fault.status, body: errorBody(new RestError(fault.status, code, message)) }
  }
  return undefined
}

function attempt(telephony: Telephony, work: () => RestReply): RestReply {
  try {
    return work()
  } catch (error) {
    if (error instanceof RestError) return { status: error.status, body: errorBody(error) }
    const message = `The emulator broke: ${error instanceof Error ? error.stack : String(error)}`
    telephony.events.emit({ type: 'error', code: 20500, message, at: telephony.clock.now() })
    return { status: 500, body: errorBody(new RestError(500, 20500, message)) }
  }
}

function act(telephony: Telephony, request: IncomingMessage, url: URL, form: URLSearchParams): RestReply {
  authenticate(telephony.account, request.headers.authorization)
  const method = request.method ?? ''
  const path = url.pathname
  const found = route(path)
  if (!found) throw unknown(telephony, path)
  if (found.sids.AccountSid !== telephony.account.sid) throw notFound(path)
  const { resource, sids } = found
  const action = method === 'GET' || method === 'POST' || method === 'DELETE' ? resource[method] : undefined
  if (!action) throw new RestError(405, 20004, `Method not allowed: ${method} ${path}`)
  return action({ telephony, method, path, query: url.searchParams, form, sids })
}

/** Loud, so that nobody looks for the fault in the application. */
function unknown(telephony: Telephony, path: string): RestError {
  const message = `This emulator has no resource ${path}; write it in emulator/rest and name it in routes.ts.`
  telephony.events.emit({ type: 'error', code: 20404, message, at: telephony.clock.now() })
  return notFound(path)
}
