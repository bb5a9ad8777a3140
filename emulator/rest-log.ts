import type { RequestListener, ServerResponse } from 'node:http'
import type { Telephony } from './telephony/telephony.ts'

/** Tells the event stream of every REST request, once it has been answered. */
export function watchRest(telephony: Telephony, handler: RequestListener): RequestListener {
  return (request, response) => {
    const startedAt = performance.now()
    const form: Buffer[] = []
    const body = collectBody(response)
    handler(request, response)
    request.on('data', (chunk: Buffer) => form.push(chunk))
    response.once('finish', () =>
      telephony.events.emit({
        type: 'rest',
        method: request.method ?? '',
        url: `https://${String(request.headers['x-emulated-host'] ?? 'api.twilio.com')}${request.url}`,
        form: Buffer.concat(form).toString(),
        status: response.statusCode,
        body: body(),
        milliseconds: Math.round(performance.now() - startedAt),
        at: telephony.clock.now(),
      }),
    )
  }
}

function collectBody(response: ServerResponse): () => string {
  const chunks: string[] = []
  const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse
  response.end = ((...args: unknown[]) => {
    if (typeof args[0] === 'string' || Buffer.isBuffer(args[0])) chunks.push(String(args[0]))
    return end(...args)
  }) as ServerResponse['end']
  return () => chunks.join('')
}
