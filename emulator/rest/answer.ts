import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as realPause } from 'node:timers/promises'
import { readBody } from '../edge/request-body.ts'
import type { FaultKind } from '../faults.ts'
import type { Telephony } from '../telephony/telephony.ts'
import { authenticate } from './authenticate.ts'
import type { RestReply } from './resource.ts'
import { RestError, errorBody } from './rest-error.ts'

/** What an API of Twilio's needs of the network: the account that opens it, the faults in force, and where to tell. */
export type Surroundings = Pick<Telephony, 'account' | 'faults' | 'events' | 'clock' | 'switches'>

export interface Asked {
  /** What the request was meant for; none when it came to this port by itself. */
  host: string | undefined
  method: string
  url: URL
  body: Buffer
}

type Act = (asked: Asked) => RestReply | Promise<RestReply>

/** The largest thing sent to an API: an asset of 25 MB. */
const LARGEST_BODY = 26 * 1024 * 1024

/** Answers a request to an API in JSON, as the faults in force would have it. */
export async function answer(
  surroundings: Surroundings,
  request: IncomingMessage,
  response: ServerResponse,
  act: Act,
): Promise<void> {
  const method = request.method ?? ''
  const url = new URL(request.url ?? '/', 'http://api.twilio.com')
  const faults = surroundings.faults.strike('rest', method, url.pathname)
  // First of all: Node drops a body that nobody reads for some seconds.
  const body = await readBody(request, LARGEST_BODY).catch(() => undefined)
  for (const fault of faults) {
    if (fault.kind === 'refused') return void request.socket.destroy()
    if (fault.kind === 'delay') await realPause(fault.milliseconds)
  }
  const reply =
    refusal(faults) ??
    (await attempt(surroundings, () => {
      if (!body) throw new RestError(413, 20413, 'Request Entity Too Large')
      authenticate(surroundings.account, request.headers.authorization)
      return act({ host: hostOf(request), method, url, body })
    }))
  if (faults.some(({ kind }) => kind === 'unanswered')) return void request.socket.destroy()
  send(response, reply)
}

function hostOf({ headers }: IncomingMessage): string | undefined {
  const host = headers['x-emulated-host']
  return host === undefined ? undefined : String(host)
}

function send(response: ServerResponse, { status, body }: RestReply): void {
  response.writeHead(status, {
    ...(body === undefined ? {} : { 'content-type': 'application/json;charset=utf-8' }),
    'twilio-request-id': `RQ${randomUUID().replaceAll('-', '')}`,
  })
  response.end(body === undefined ? undefined : JSON.stringify(body))
}

const FAULT_CODES: Record<number, [code: number, message: string]> = {
  400: [20001, 'Bad Request'],
  401: [20003, 'Authenticate'],
  403: [20403, 'Forbidden'],
  404: [20404, 'Not Found'],
  409: [20409, 'Conflict'],
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

async function attempt(
  { events, clock }: Surroundings,
  work: () => RestReply | Promise<RestReply>,
): Promise<RestReply> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof RestError) return { status: error.status, body: errorBody(error) }
    const message = `The emulator broke: ${error instanceof Error ? error.stack : String(error)}`
    events.emit({ type: 'error', code: 20500, message, at: clock.now() })
    return { status: 500, body: errorBody(new RestError(500, 20500, message)) }
  }
}
