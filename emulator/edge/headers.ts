import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http'

const HEADER_LIMIT = 90
const HEADER_BYTES_LIMIT = 15 * 1024

/** Headers that never reach a function (runtime-handler, checks/restricted-headers). */
const RESTRICTED_PREFIXES = ['i-twilio-', 'i-t-', 'ot-', 'x-amz', 'x-forwarded-', 'x-accel-']
const RESTRICTED = new Set([
  'via',
  'referer',
  'transfer-encoding',
  'proxy-authorization',
  'proxy-authenticate',
  'x-real-ip',
  'connection',
  'proxy-connection',
  'keep-alive',
  'expect',
  'trailer',
  'upgrade',
  'content-length',
  'x-emulator-now',
])

/** More than 90 headers or 15 kB of them is answered with 431 (Twilio docs: Functions, headers and limitations). */
export function headersExceedLimit(request: IncomingMessage): boolean {
  const bytes = request.rawHeaders.reduce((sum, part) => sum + Buffer.byteLength(part), 0)
  return request.rawHeaders.length / 2 > HEADER_LIMIT || bytes > HEADER_BYTES_LIMIT
}

export function withoutRestricted(request: IncomingMessage): OutgoingHttpHeaders {
  const headers: Record<string, string | string[]> = {}
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index]!.toLowerCase()
    if (!isRestricted(name)) append(headers, name, request.rawHeaders[index + 1]!)
  }
  return headers
}

/** Hop-by-hop headers belong to one connection; the length is set anew by whoever writes the body. */
export function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const rest = { ...headers }
  for (const name of ['connection', 'keep-alive', 'transfer-encoding', 'content-length']) delete rest[name]
  return rest
}

function isRestricted(name: string): boolean {
  return RESTRICTED.has(name) || RESTRICTED_PREFIXES.some((prefix) => name.startsWith(prefix))
}

function append(headers: Record<string, string | string[]>, name: string, value: string) {
  const before = headers[name]
  headers[name] = before === undefined ? value : [...[before].flat(), value]
}
