import { createHmac } from 'node:crypto'

/**
 * X-Twilio-Signature: base64 HMAC-SHA1, keyed with the account's auth token, of the URL without its fragment and,
 * of a form POST, of each name and value in order of the names. Values of a repeated name count once, sorted.
 */
export function signature(authToken: string, url: string, form: Iterable<[string, string]> = []): string {
  const values = new Map<string, Set<string>>()
  for (const [name, value] of form) values.set(name, (values.get(name) ?? new Set()).add(value))
  const signed = [...values.keys()]
    .sort()
    .flatMap((name) => [...(values.get(name) ?? [])].sort().map((value) => name + value))
  const data = url.replace(/#.*$/s, '') + signed.join('')
  return createHmac('sha1', authToken).update(data, 'utf8').digest('base64')
}
