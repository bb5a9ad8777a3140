import { INVALID_URL } from '../error-dictionary.ts'
import { type Stay, type Taking, secondsIn } from '../telephony/queue.ts'
import { report, runChain } from './interpreter.ts'
import type { Run } from './run.ts'
import { TwimlError } from './twiml-error.ts'

const DOCUMENT_TOO_LARGE = 11750

/** Tells the caller who was taken what the operator's `<Queue url>` says. True when the document failed. */
export async function runGuidance(parent: Run, stay: Stay, taking: Taking): Promise<boolean> {
  const { guidance, operatorGone } = taking
  operatorGone.signal.throwIfAborted()
  if (!guidance) return false
  const signal = AbortSignal.any([parent.signal, operatorGone.signal])
  const run: Run = { ...parent, mode: 'guidance', signal }
  try {
    await runChain(run, { ...guidance, purpose: 'queue-url', parameters: guidanceParameters(stay, taking) })
    return false
  } catch (error) {
    report(parent.leg, error instanceof TwimlError ? asGuidance(error) : error)
    return true
  }
}

/** A document that cannot be had has a number of its own here. */
function asGuidance({ code, message, url }: TwimlError): TwimlError {
  const isRetrieval = code >= INVALID_URL && code < DOCUMENT_TOO_LARGE
  return new TwimlError(isRetrieval ? 14211 : code, message, url)
}

/** `DequeingCallSid` is Twilio's own spelling. */
function guidanceParameters(stay: Stay, { operator }: Taking): Record<string, string> {
  return {
    QueueSid: stay.queue.sid,
    QueueTime: String(secondsIn(stay)),
    DequeingCallSid: operator.call.sid,
  }
}
