import http from 'node:http'
import https from 'node:https'
import type { Clock } from './clock.ts'

export interface Exchange {
  url: URL
  method: string
  headers: Record<string, string>
  body?: string
  connectTimeout: number
  readTimeout: number
}

export interface Reply {
  status: number
  contentType: string
  location?: string
  setCookies: string[]
  body: Buffer
}

/** No answer came: `ct`, no connection; `rt`, nothing to read in time. */
export class NoReply extends Error {
  readonly kind: 'ct' | 'rt'

  constructor(kind: 'ct' | 'rt', message: string) {
    super(message)
    this.kind = kind
  }
}

/** A test's clock stands still while a request is under way, so that only this ends one that is never answered. */
const LONGEST_REAL_MS = 30_000

/** One request and its reply, within time-outs of the emulator's clock. */
export function exchange(clock: Clock, { url, method, headers, body, ...limits }: Exchange): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? https.request : http.request
    const request = send(url, { method, headers, agent: false })
    const stop = guard(clock, limits, (error) => request.destroy(error))
    request.on('error', (error) => {
      stop.all()
      reject(error instanceof NoReply ? error : new NoReply('ct', `${url.origin}: ${error.message}`))
    })
    request.on('socket', (socket) => {
      if (socket.connecting) socket.once('connect', stop.connecting)
      else stop.connecting()
    })
    request.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', (error) => {
        stop.all()
        reject(new NoReply('rt', `${url.origin} broke off: ${error.message}`))
      })
      response.on('end', () => {
        stop.all()
        resolve(reply(response, Buffer.concat(chunks)))
      })
    })
    request.end(body)
  })
}

function reply(response: http.IncomingMessage, body: Buffer): Reply {
  return {
    status: response.statusCode ?? 0,
    contentType: response.headers['content-type'] ?? '',
    location: response.headers.location,
    setCookies: response.headers['set-cookie'] ?? [],
    body,
  }
}

interface Limits {
  connectTimeout: number
  readTimeout: number
}

function guard(clock: Clock, { connectTimeout, readTimeout }: Limits, fail: (error: NoReply) => void) {
  const connecting = () => fail(new NoReply('ct', `No connection within ${connectTimeout} ms.`))
  const reading = () => fail(new NoReply('rt', `No answer within ${readTimeout} ms.`))
  const timers = [clock.setTimeout(connecting, connectTimeout), clock.setTimeout(reading, readTimeout)]
  const realTimer = setTimeout(reading, LONGEST_REAL_MS)
  return {
    connecting: () => timers[0]?.cancel(),
    all: () => {
      clearTimeout(realTimer)
      for (const timer of timers) timer.cancel()
    },
  }
}
