import type { IncomingMessage } from 'node:http'
import webhooks from 'twilio/lib/webhooks/webhooks.js'

/**
 * Whether Twilio itself made this request. Checked by the twilio package, so that the emulator's own signing is
 * checked by somebody else. Several origins may name the same door (localhost, 127.0.0.1).
 */
export function isSigned(
  request: IncomingMessage,
  body: Buffer,
  authToken: string,
  origins: string[],
): boolean {
  const signature = request.headers['x-twilio-signature']
  if (typeof signature !== 'string') return false
  return origins.some((origin) => matches(authToken, signature, origin + request.url, request, body))
}

function matches(
  token: string,
  signature: string,
  url: string,
  request: IncomingMessage,
  body: Buffer,
): boolean {
  if (url.includes('bodySHA256'))
    return webhooks.validateRequestWithBody(token, signature, url, body.toString())
  return webhooks.validateRequest(token, signature, url, formFields(request, body))
}

function formFields(request: IncomingMessage, body: Buffer): Record<string, string | string[]> {
  if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return {}
  const fields: Record<string, string | string[]> = {}
  for (const [name, value] of new URLSearchParams(body.toString())) {
    const before = fields[name]
    fields[name] = before === undefined ? value : [...[before].flat(), value]
  }
  return fields
}
