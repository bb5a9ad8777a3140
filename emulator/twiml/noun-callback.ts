import type { ProgressEvent, StatusCallback } from '../telephony/call.ts'
import { addressFrom, methodOf } from './attributes.ts'
import type { Element } from './document.ts'
import type { Run } from './run.ts'
import { TwimlError } from './twiml-error.ts'

const EVENTS: readonly ProgressEvent[] = ['initiated', 'ringing', 'answered', 'completed']

/** `statusCallback` and its like on `<Number>` and `<Client>`. */
export function callback(run: Run, element: Element): StatusCallback | undefined {
  const { statusCallback: url, statusCallbackEvent = 'completed' } = element.attributes
  if (!url) return undefined
  const events = statusCallbackEvent.split(/\s+/).filter(Boolean).map(progressEvent)
  return { url: addressFrom(run, url), method: methodOf(element, 'statusCallbackMethod'), events }
}

function progressEvent(word: string): ProgressEvent {
  const event = EVENTS.find((known) => known === word)
  if (!event) throw new TwimlError(12200, `statusCallbackEvent lists ${EVENTS.join(', ')}, not "${word}".`)
  return event
}
