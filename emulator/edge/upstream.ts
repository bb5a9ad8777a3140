import { Agent, request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'
import { findResource, readResources, type Resource } from './resources.ts'

export interface UpstreamRequest {
  method: string
  /** Path and query as they came, `/voice/greeting?x=1`. */
  url: string
  headers: OutgoingHttpHeaders
  body: Buffer
  signal: AbortSignal
}

export interface UpstreamResponse {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/** Whatever runs the functions and serves the assets behind the gateway. */
export interface Upstream {
  /** What is published at a path; undefined is answered with 404. */
  find(path: string): Resource | undefined
  handle(request: UpstreamRequest): Promise<UpstreamResponse>
  close?(): void
}

/** Built folders served by `twilio-run start`, which knows nothing of access: the folders are read for that. */
export function folderUpstream(options: {
  functionsUrl: string
  functionsFolder?: string
  assetsFolder?: string
}): Upstream {
  const resources = readResources(options)
  return { find: (path) => findResource(resources, path), ...httpUpstream(options.functionsUrl) }
}

/** A program that answers HTTP, asked over connections that stay open. */
export function httpUpstream(url: string): Required<Pick<Upstream, 'handle' | 'close'>> {
  const { hostname, port } = new URL(url)
  const agent = new Agent({ keepAlive: true })
  return {
    handle: (request) => forward({ hostname, port, agent }, request),
    close: () => agent.destroy(),
  }
}

interface Address {
  hostname: string
  port: string
  agent: Agent
}

/** A kept-alive socket may have been closed while it rested: one attempt more, if nothing came back on it. */
async function forward(address: Address, request: UpstreamRequest): Promise<UpstreamResponse> {
  try {
    return await forwardOnce(address, request)
  } catch (error) {
    if (!(error instanceof StaleSocketError)) throw error
    return forwardOnce(address, request)
  }
}

class StaleSocketError extends Error {}

function forwardOnce(address: Address, request: UpstreamRequest): Promise<UpstreamResponse> {
  const { method, url, headers, body, signal } = request
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      { ...address, method, path: url, headers: { ...headers, 'content-length': body.length }, signal },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 502,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        )
      },
    )
    outgoing.on('error', (error: NodeJS.ErrnoException) =>
      reject(
        outgoing.reusedSocket && error.code === 'ECONNRESET' ? new StaleSocketError(error.message) : error,
      ),
    )
    outgoing.end(body)
  })
}
