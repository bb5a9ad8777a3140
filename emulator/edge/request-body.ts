import type { IncomingMessage } from 'node:http'

/** A request may weigh 1 MB, headers and cookies included (Twilio docs: Function request flow). */
const REQUEST_LIMIT_BYTES = 1024 * 1024

export class RequestTooLarge extends Error {}

export async function readBody(request: IncomingMessage, limit = REQUEST_LIMIT_BYTES): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = request.rawHeaders.reduce((sum, part) => sum + part.length, 0)
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= limit) chunks.push(chunk)
  }
  if (size > limit) throw new RequestTooLarge(`The request has ${size} bytes; ${limit} are allowed.`)
  return Buffer.concat(chunks)
}
