import { NO_NUMBER } from '../error-dictionary.ts'

/** A document that cannot be fetched, read or carried out, with Twilio's error number. */
export class TwimlError extends Error {
  readonly code: number
  readonly url?: string

  constructor(code: number, message: string, url?: string) {
    super(message)
    this.code = code
    this.url = url
  }
}

/** Twilio documents it, and this emulator does not carry it out yet. The message says what to add. */
export class NotEmulated extends TwimlError {
  constructor(message: string) {
    super(NO_NUMBER, message)
  }
}

/** Somebody whom a `<Dial>` names cannot be rung; the dial goes on without them. */
export class Undialable extends TwimlError {}
