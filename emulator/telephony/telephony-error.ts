/** Something was asked of the telephone network that it cannot do; `code` is what a softphone would be told. */
export class TelephonyError extends Error {
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}
