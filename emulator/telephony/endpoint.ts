import type { CallStatus } from './call.ts'

/** What a leg hears at this moment. */
export type Sound =
  | { kind: 'silence' }
  | { kind: 'ringback'; country?: string }
  | { kind: 'say'; text: string; language: string; voice: string }
  | { kind: 'play'; url: string }
  | { kind: 'tones'; digits: string }
  | { kind: 'hold-music' }
  /** Joined with the leg `peer`, a CallSid: both hear each other. */
  | { kind: 'bridge'; peer: string }

/** A message sent into the call by REST (UserDefinedMessages). */
export interface UserMessage {
  sid: string
  callSid: string
  content: string
  contentType: string
}

/**
 * The far end of a leg: a telephone of the emulator's page, a browser's softphone, or a test. Learns what happens;
 * acts through Telephony (`answer`, `press`, `hangUp`) by the leg's CallSid.
 */
export interface Endpoint {
  /** The far end is being rung (a leg that called: the platform has not answered yet, or early ringback). */
  ringing?(callSid: string): void
  answered?(callSid: string): void
  sound?(callSid: string, sound: Sound): void
  /** The party it is joined with has pressed keys. */
  keys?(callSid: string, digits: string): void
  /** The leg is over; `errorCode` when Twilio would name one to a softphone. */
  ended?(callSid: string, status: CallStatus, errorCode?: number): void
  message?(callSid: string, message: UserMessage): void
}

/** A leg that rings somewhere and waits to be answered or rejected. */
export interface Invite {
  callSid: string
  parentCallSid?: string
  from: string
  to: string
  /** `<Client><Parameter>`; empty for telephones. */
  parameters: Record<string, string>
}

/** One registration of a softphone. Several of one identity all ring; the first to answer gets the leg. */
export interface ClientDevice {
  /** Forgotten by a reset: a test's device. */
  readonly isTemporary?: boolean
  /** Answer with `telephony.answer(callSid, endpoint, device)`, refuse for all of them with `telephony.reject(callSid)`, or let it ring. */
  invite(invite: Invite): void
  /** The ringing is over for this device: answered elsewhere, timed out, or the caller has gone. */
  cancel(callSid: string): void
  /** An eleventh device of the identity has registered, and this oldest one is not rung any more. */
  displaced?(): void
}
