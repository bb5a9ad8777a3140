import { SCHEMA_WARNING } from '../error-dictionary.ts'
import type { ProgressEvent, StatusCallback } from '../telephony/call.ts'
import { addressFrom, methodOf, objectTo } from './attributes.ts'
import type { Element } from './document.ts'
import type { Run } from './run.ts'

const EVENTS: readonly ProgressEvent[] = ['initiated', 'ringing', 'answered', 'completed']

/** `statusCallback` and its like on `<Number>` and `<Client>`. */
export function callback(run: Run, element: Element): StatusCallback | undefined {
  const { statusCallback: url, statusCallbackEvent = 'completed' } = element.attributes
  if (!url) return undefined
  const words = statusCallbackEvent.split(/\s+/).filter(Boolean)
  const events = words.flatMap((word) => progressEvent(run, word) ?? [])
  return { url: addressFrom(run, url), method: methodOf(run, element, 'statusCallbackMethod'), events }
}

function progressEvent(run: Run, word: string): ProgressEvent | undefined {
  const event = EVENTS.find((known) => known === word)
  if (!event) objectTo(run, SCHEMA_WARNING, `statusCallbackEvent lists ${EVENTS.join(', ')}, not "${word}".`)
  return event
}
