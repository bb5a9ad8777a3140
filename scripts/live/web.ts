import { request as httpRequest } from 'node:http'
import https from 'node:https'

export interface Answer {
  status: number
  type: string
  text: string
}

/** Asks a deployed address, 10 s at most. By `https.request`, which the emulator can redirect, and not by fetch. */
export function ask(url: string, { method = 'GET', headers = {}, body = '' } = {}): Promise<Answer> {
  const send = url.startsWith('https:') ? https.request : httpRequest
  return new Promise((resolve, reject) => {
    const request = send(
      new URL(url),
      {
        method,
        headers: body ? { ...headers, 'content-length': Buffer.byteLength(body) } : headers,
        timeout: 10_000,
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            type: response.headers['content-type'] ?? '',
            text: Buffer.concat(chunks).toString(),
          }),
        )
      },
    )
    request.on('timeout', () =>
      request.destroy(Object.assign(new Error('no answer in 10 s'), { code: 'ETIMEDOUT' })),
    )
    request.on('error', reject)
    request.end(body)
  })
}
