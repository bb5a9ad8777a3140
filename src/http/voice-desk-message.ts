import type { CallerMessage } from '../call/caller-message.ts'
import { toKnownNumber } from '../known-number.ts'
import { sendToSoftphone } from '../twilio/user-defined-message.ts'
import type { VoiceStep } from './voice-step.ts'

interface Answer {
  CallSid?: string
  From?: string
  DequeingCallSid?: string
  queue?: string
  QueueTime?: number
}

/** Tells the desk who is coming. Only so that it need not wait until it asks: a failure is ignored. */
export async function tellDesk(answer: Answer, { twilio }: VoiceStep): Promise<void> {
  const { CallSid, From, DequeingCallSid, queue, QueueTime } = answer
  if (!CallSid || !DequeingCallSid) return
  const message: CallerMessage = {
    kind: 'caller',
    callSid: CallSid,
    number: toKnownNumber(From),
    queueId: queue ?? null,
    waitSeconds: QueueTime ?? null,
  }
  await sendToSoftphone(twilio, DequeingCallSid, message).catch(() => undefined)
}
