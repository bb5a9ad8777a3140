import { callback } from './noun-callback.ts'
import { hookOf } from './attributes.ts'
import type { Dialling, Target } from './dial-legs.ts'
import type { Element } from './document.ts'
import type { Run, Shape } from './run.ts'
import { keysIn } from './play.ts'
import { Undialable } from './twiml-error.ts'

export const number: Shape = {
  attributes: [
    'url',
    'method',
    'sendDigits',
    'statusCallback',
    'statusCallbackMethod',
    'statusCallbackEvent',
  ],
  notEmulated: [
    ...['byoc', 'machineDetection', 'machineDetectionTimeout', 'machineDetectionSpeechThreshold'],
    ...['machineDetectionSpeechEndThreshold', 'machineDetectionSilenceTimeout'],
    ...['amdStatusCallback', 'amdStatusCallbackMethod'],
  ],
}

const E164 = /^\+[1-9]\d{6,14}$/

export function numberTarget(run: Run, element: Element, dialling: Dialling): Target {
  const to = element.text.replace(/[\s()-]/g, '')
  if (!E164.test(to)) throw new Undialable(13223, `"${element.text}" is no telephone number.`)
  const from = callerIdFor(run, dialling)
  const statusCallback = callback(run, element)
  return {
    ring: () => run.telephony.ringNumber({ from, to, parent: run.leg, statusCallback }),
    whisper: hookOf(run, element, 'url', 'method'),
    sendDigits: keysIn(run, element, 'sendDigits', 13222),
  }
}

/** A softphone has no number of its own to show; nobody may show a number that is not theirs. */
function callerIdFor({ leg, telephony }: Run, { callerId }: Dialling): string {
  const { from, to } = leg.call
  if (!callerId) {
    if (!from.startsWith('client:')) return from
    throw new Undialable(13214, 'A <Dial> of a softphone to a number needs a callerId.')
  }
  const ours = telephony.ownNumber(callerId)
  const verified = telephony.account.verifiedCallerIds?.includes(callerId)
  if (ours || verified || callerId === from || callerId === to) return callerId
  throw new Undialable(13214, `The callerId "${callerId}" is neither a number of the account nor verified.`)
}
