const DAY_SECONDS = 86_400

export class CookieLivesTooLong extends Error {}

/**
 * Twilio's rules for what a function sets (Functions: headers and limitations): `HttpOnly` and `Secure` are added,
 * `Domain` is dropped, and a life of more than a day turns the whole answer into a 400.
 */
export function governCookie(cookie: string, nowMs: number): string {
  const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim())
  const kept = attributes.filter((attribute) => !is(attribute, 'domain'))
  if (kept.some((attribute) => secondsToLive(attribute, nowMs) > DAY_SECONDS)) {
    throw new CookieLivesTooLong('max-age cannot be greater than a day')
  }
  for (const name of ['HttpOnly', 'Secure']) {
    if (!kept.some((attribute) => is(attribute, name.toLowerCase()))) kept.push(name)
  }
  return [pair, ...kept].join('; ')
}

function secondsToLive(attribute: string, nowMs: number): number {
  const value = attribute.slice(attribute.indexOf('=') + 1)
  if (is(attribute, 'max-age')) return Number(value) || 0
  if (is(attribute, 'expires')) return (Date.parse(value) - nowMs) / 1000 || 0
  return 0
}

function is(attribute: string, name: string): boolean {
  return attribute.split('=', 1)[0]!.trim().toLowerCase() === name
}
