/** What may be repeated: connect failures, read time-outs, answers 4xx or 5xx, or everything. */
export type RetryOn = 'ct' | 'rt' | '4xx' | '5xx' | 'all'

/** How one request is made, in milliseconds; from the URL's fragment (`#rc=2&rp=ct,5xx&rt=6000`). */
export interface Overrides {
  connectTimeout: number
  readTimeout: number
  totalTimeout: number
  retries: number
  retryOn: readonly RetryOn[]
}

/** The fragment is no connection policy (Twilio's error 11243). */
export class PolicyError extends Error {}

const LIMITS: Record<string, [least: number, most: number]> = {
  ct: [100, 10_000],
  rt: [100, 15_000],
  tt: [100, 15_000],
  rc: [0, 5],
}

export function parseOverrides(fragment: string): Overrides {
  const given = new URLSearchParams(fragment.replace(/^#/, ''))
  for (const name of given.keys()) {
    if (!['ct', 'rt', 'tt', 'rc', 'rp', 'sni', 'e'].includes(name))
      throw new PolicyError(`"${name}" is no connection override; there are ct, rt, tt, rc, rp, sni, e.`)
  }
  return {
    connectTimeout: number(given, 'ct', 5_000),
    readTimeout: number(given, 'rt', 15_000),
    totalTimeout: number(given, 'tt', 15_000),
    retries: number(given, 'rc', 1),
    retryOn: retryPolicy(given.get('rp') ?? 'ct'),
  }
}

function number(given: URLSearchParams, name: string, otherwise: number): number {
  const text = given.get(name)
  if (text === null) return otherwise
  const [least, most] = LIMITS[name] ?? [0, 0]
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most)
    throw new PolicyError(`The override ${name} is a whole number from ${least} to ${most}, not "${text}".`)
  return value
}

function retryPolicy(text: string): RetryOn[] {
  return text.split(',').map((word) => {
    if (word === 'ct' || word === 'rt' || word === '4xx' || word === '5xx' || word === 'all') return word
    throw new PolicyError(`The override rp lists 4xx, 5xx, ct, rt or all, not "${word}".`)
  })
}
