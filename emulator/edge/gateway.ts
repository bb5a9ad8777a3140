import type { IncomingMessage, ServerResponse } from 'node:http'
import { CookieLivesTooLong, governCookie } from './cookies.ts'
import { endToEnd, headersExceedLimit, withoutRestricted } from './headers.ts'
import { readBody, RequestTooLarge } from './request-body.ts'
import type { Resource } from './resources.ts'
import { withShim } from './shim-injection.ts'
import { isSigned } from './signature.ts'
import type { Upstream, UpstreamResponse } from './upstream.ts'

const FUNCTION_LIMIT_MS = 10_000
const CONCURRENT_FUNCTIONS = 30
const RESPONSE_LIMIT_BYTES = 4 * 1024 * 1024

export interface GatewayOptions {
  upstream: () => Upstream
  authToken: string
  /** Every way of writing this gateway's address, `http://localhost:4000`, `http://127.0.0.1:4000`. */
  origins: () => string[]
  /** What an unsigned request to something protected gets: Twilio's own pages disagree. */
  unsignedStatus: () => number
  /** The time of day the functions are to see, in ms; undefined while the clock is the real one. */
  emulatedNow: () => number | undefined
  functionLimitMs?: number
}

export type Gateway = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Twilio's gateway before Functions and Assets: what `twilio-run` leaves out. Everything is buffered. */
export function createGateway(options: GatewayOptions): Gateway {
  const admission = { running: 0 }
  return async (request, response) => {
    try {
      send(request, response, await answer(request, options, admission))
    } catch (error) {
      send(request, response, error instanceof Refusal ? error.reply : plain(502, `Bad Gateway: ${error}`))
    }
  }
}

class Refusal extends Error {
  readonly reply: UpstreamResponse
  constructor(status: number, text: string) {
    super(text)
    this.reply = plain(status, text)
  }
}

async function answer(request: IncomingMessage, options: GatewayOptions, admission: { running: number }) {
  if (headersExceedLimit(request)) throw new Refusal(431, 'Request Header Fields Too Large')
  const path = pathOf(request)
  const resource = options.upstream().find(path)
  if (!resource && path === '/favicon.ico') return plain(204, '')
  if (!resource || resource.access === 'private') throw new Refusal(404, 'Not Found')
  if (request.method === 'OPTIONS') return preflight()
  if (!methods(resource).includes(request.method ?? '')) throw new Refusal(405, 'Method Not Allowed')

  const body = await readLimitedBody(request)
  if (request.method !== 'POST' && body.length > 0) throw new Refusal(403, 'A GET request has no body')
  if (resource.access === 'protected' && !isSigned(request, body, options.authToken, options.origins())) {
    throw new Refusal(options.unsignedStatus(), 'The request is not signed by Twilio')
  }
  const found =
    resource.kind === 'asset'
      ? await forward(request, body, options)
      : governed(await runFunction(request, body, options, admission), options)
  return isForBrowser(request) ? withShim(found) : found
}

/** A browser says that it wants a page; Twilio takes whatever comes, and TwiML may be text/html too. */
const isForBrowser = ({ headers }: IncomingMessage): boolean => !!headers.accept?.includes('text/html')

async function readLimitedBody(request: IncomingMessage): Promise<Buffer> {
  try {
    return await readBody(request)
  } catch (error) {
    if (error instanceof RequestTooLarge) throw new Refusal(413, 'Payload Too Large')
    throw error
  }
}

async function runFunction(
  request: IncomingMessage,
  body: Buffer,
  options: GatewayOptions,
  admission: { running: number },
) {
  if (admission.running >= CONCURRENT_FUNCTIONS) throw new Refusal(429, 'Too Many Requests')
  admission.running += 1
  try {
    return await forward(request, body, options, options.functionLimitMs ?? FUNCTION_LIMIT_MS)
  } finally {
    admission.running -= 1
  }
}

async function forward(request: IncomingMessage, body: Buffer, options: GatewayOptions, limitMs?: number) {
  const controller = new AbortController()
  const timer = limitMs === undefined ? undefined : setTimeout(() => controller.abort(), limitMs)
  const now = options.emulatedNow()
  const headers = withoutRestricted(request)
  headers['accept-encoding'] = 'identity'
  if (now !== undefined) headers['x-emulator-now'] = String(now)
  try {
    const { method = 'GET', url = '/' } = request
    return await options.upstream().handle({ method, url, headers, body, signal: controller.signal })
  } catch (error) {
    if (controller.signal.aborted) throw new Refusal(504, 'The function took longer than 10 seconds')
    throw error
  } finally {
    clearTimeout(timer)
  }
}

/** What Twilio does to a function's answer before it lets it out. */
function governed(response: UpstreamResponse, options: GatewayOptions): UpstreamResponse {
  if (response.body.length > RESPONSE_LIMIT_BYTES) throw new Refusal(502, 'The response is larger than 4 MB')
  const cookies = response.headers['set-cookie']
  if (!cookies) return response
  try {
    const now = options.emulatedNow() ?? Date.now()
    const allowed = cookies.map((cookie) => governCookie(cookie, now))
    return { ...response, headers: { ...response.headers, 'set-cookie': allowed } }
  } catch (error) {
    if (error instanceof CookieLivesTooLong) throw new Refusal(400, error.message)
    throw error
  }
}

/** The platform answers preflights itself and a function cannot change that (Functions: headers). */
function preflight(): UpstreamResponse {
  return {
    status: 200,
    headers: {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': '*',
      'access-control-allow-methods': 'GET, POST, OPTIONS',
    },
    body: Buffer.alloc(0),
  }
}

function methods(resource: Resource): string[] {
  return resource.kind === 'function' ? ['GET', 'POST'] : ['GET', 'HEAD']
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split(/[?#]/, 1)[0]!
}

function plain(status: number, text: string): UpstreamResponse {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: Buffer.from(text) }
}

function send(request: IncomingMessage, response: ServerResponse, reply: UpstreamResponse) {
  if (response.destroyed) return
  const bodiless = request.method === 'HEAD' || reply.status === 204 || reply.status === 304
  const headers = endToEnd(reply.headers)
  response.writeHead(reply.status, bodiless ? headers : { ...headers, 'content-length': reply.body.length })
  response.end(bodiless ? undefined : reply.body)
}
