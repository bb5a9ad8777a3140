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
