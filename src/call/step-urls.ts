/** Twilio repeats what failed to connect, to answer within 3 s, or answered 5xx: three times, where rows depend on it. */
export const insistently = '#rc=3&rp=ct,rt,5xx&rt=3000'

/** The URL of a step, its values percent-encoded (a bare `#` would be read as connection overrides). */
export function stepUrl(step: string, values: Record<string, string | number | undefined> = {}): string {
  const query = Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
  return `/voice/${step}${query.length ? `?${query.join('&')}` : ''}`
}

/** Assets answer GET only, and Twilio asks by POST unless told. */
export const isAsset = (url: string): boolean => url.startsWith('/assets/')
