import { randomUUID } from 'node:crypto'
import type { AudioLeg } from '../audio/audio-leg.ts'
import type { Media } from '../audio/media.ts'
import type { CallStatus } from '../telephony/call.ts'
import type { Endpoint, Sound, UserMessage } from '../telephony/endpoint.ts'
import type { Session } from './session.ts'

/** One call of a browser's softphone: what the telephony tells about the leg, in the words of the SDK. */
export class SoftphoneCall implements Endpoint {
  /** Lets the SDK come back to the call when its socket was lost. */
  readonly reconnectToken = randomUUID()
  readonly leg: AudioLeg
  readonly media: Media
  /** The SDK's own name for the call until it learns the CallSid. */
  readonly temporarySid: string
  session: Session
  callSid: string
  isAnswered = false
  isOver = false
  /** The answer to the SDK's offer, sent when the call is answered. */
  answerSdp?: string

  constructor(session: Session, { callSid = '', temporarySid = '' }) {
    this.session = session
    this.callSid = callSid
    this.temporarySid = temporarySid
    this.leg = session.gateway.studio.newLeg()
    this.media = session.gateway.studio.newMedia(this.leg)
  }

  ringing(callSid: string): void {
    this.callSid = callSid
    this.tell('ringing', { callsid: callSid })
  }

  answered(callSid: string): void {
    this.callSid = callSid
    this.isAnswered = true
    this.leg.answered(callSid)
    this.leg.attach(this.media)
    if (this.answerSdp)
      this.tell('answer', { callsid: callSid, sdp: this.answerSdp, reconnect: this.reconnectToken })
  }

  sound(callSid: string, sound: Sound): void {
    this.leg.sound(callSid, sound)
  }

  ended(callSid: string, status: CallStatus, errorCode?: number): void {
    this.leg.ended(callSid, status)
    this.finish(errorCode)
  }

  /** `content` is what REST was given; JSON arrives as what it says. */
  message(callSid: string, { sid, content, contentType }: UserMessage): void {
    this.tell('message', {
      callsid: callSid,
      content: contentType.includes('json') ? fromJson(content) : content,
      contenttype: contentType,
      messagetype: 'user-defined-message',
      voiceeventsid: sid,
    })
  }

  /** The browser hears of the end, once. */
  finish(errorCode?: number, message = 'The call has ended.') {
    if (this.isOver) return
    this.isOver = true
    const error = errorCode ? { code: errorCode, message } : undefined
    this.tell('hangup', { callsid: this.callSid || this.temporarySid, error })
    this.forget()
  }

  /** Ends without a word: rejected, answered elsewhere, or never begun. */
  forget() {
    this.isOver = true
    void this.media.close()
    this.session.gateway.calls.delete(this)
  }

  private tell(type: string, payload: Record<string, unknown>) {
    this.session.tell(type, payload)
  }
}

function fromJson(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return content
  }
}
