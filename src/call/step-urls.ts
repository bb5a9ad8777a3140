/**
 * What Twilio does where a step of a living call fails ("Connection overrides" in its documents; by default it repeats
 * nothing but a failed connection, and waits 15 s for a frozen function): it asks once more, even after a 4xx, since its
 * own 429 says that all functions are busy. A step takes 3 s at most, where MySQL has just died; so one that is silent
 * for 4 s is frozen, and after 8 s in all the call goes on as it does without us: to the fallback, or out of the queue.
 */
export const stepOverrides = 'rc=1&rp=ct,rt,4xx,5xx&rt=4000&tt=8000'

/** The same where a row depends on it: three times more, as many as fit into the 15 s that Twilio takes at most. */
export const reportOverrides = 'rc=3&rp=ct,rt,4xx,5xx&rt=3000'

type Values = Record<string, string | number | undefined>

/** The URL of a step that a caller or an operator waits for. */
export const stepUrl = (step: string, values: Values = {}): string => url(step, values, stepOverrides)

/** The URL of a step that tells how something ended: nobody else will. */
export const reportUrl = (step: string, values: Values = {}): string => url(step, values, reportOverrides)

/** Values are percent-encoded: a bare `#` would be read as overrides. */
function url(step: string, values: Values, overrides: string): string {
  const query = Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
  return `/voice/${step}${query.length ? `?${query.join('&')}` : ''}#${overrides}`
}

/** Assets answer GET only, and Twilio asks by POST unless told. */
export const isAsset = (url: string): boolean => url.startsWith('/assets/')
