import { type Stay, type Taking, secondsIn } from '../telephony/queue.ts'
import { report, runChain } from './interpreter.ts'
import type { Run } from './run.ts'
import { TwimlError } from './twiml-error.ts'

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
    if (!(error instanceof TwimlError)) throw error
    report(parent.leg, error)
    return true
  }
}

/** `DequeingCallSid` is Twilio's own spelling. */
function guidanceParameters(stay: Stay, { operator }: Taking): Record<string, string> {
  return {
    QueueSid: stay.queue.sid,
    QueueTime: String(secondsIn(stay)),
    DequeingCallSid: operator.call.sid,
  }
}
