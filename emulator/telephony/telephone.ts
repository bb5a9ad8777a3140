import type { CallStatus } from './call.ts'
import type { Endpoint, Sound, UserMessage } from './endpoint.ts'
import type { Telephony } from './telephony.ts'

/** A telephone without sound: it remembers what it would have heard. For tests and the emulator's page. */
export class Telephone implements Endpoint {
  callSid = ''
  isAnswered = false
  endedAs?: CallStatus
  errorCode?: number
  readonly heard: Sound[] = []
  readonly messages: UserMessage[] = []
  private readonly telephony: Telephony

  constructor(telephony: Telephony) {
    this.telephony = telephony
  }

  /** Dials one of the account's numbers. */
  static dial(
    telephony: Telephony,
    call: { from: string; to: string; extra?: Record<string, string> },
  ): Telephone {
    const telephone = new Telephone(telephony)
    telephone.callSid = telephony.dial({ ...call, endpoint: telephone })
    return telephone
  }

  get hears(): Sound {
    return this.heard.at(-1) ?? { kind: 'silence' }
  }

  /** All that was said so far. */
  get said(): string[] {
    return this.heard.flatMap((sound) => (sound.kind === 'say' ? [sound.text] : []))
  }

  press(digits: string): void {
    this.telephony.press(this.callSid, digits)
  }

  hangUp(): void {
    this.telephony.hangUp(this.callSid)
  }

  /** Takes the call that rings at this telephone; false when it does not ring any more. */
  answer(callSid: string): boolean {
    this.callSid = callSid
    return this.telephony.answer(callSid, this)
  }

  answered(callSid: string): void {
    this.callSid = callSid
    this.isAnswered = true
  }

  sound(_callSid: string, sound: Sound): void {
    this.heard.push(sound)
  }

  ended(_callSid: string, status: CallStatus, errorCode?: number): void {
    this.endedAs = status
    this.errorCode = errorCode
  }

  message(_callSid: string, message: UserMessage): void {
    this.messages.push(message)
  }
}
