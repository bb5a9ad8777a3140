import type { ErrorCode } from './http/desk-actions.ts'

/** A refusal that the person at the desk may see, as a code that the desk turns into words. */
export class VisibleError extends Error {
  readonly code: ErrorCode
  /** Field path to code, where a field is to blame. */
  readonly fields: Record<string, string> | undefined
  /** Whom the door sent away, for the log. */
  readonly operatorId: string | undefined

  constructor(
    code: ErrorCode,
    options: { fields?: Record<string, string>; operatorId?: string; cause?: unknown } = {},
  ) {
    super(code, { cause: options.cause })
    this.name = 'VisibleError'
    this.code = code
    this.fields = options.fields
    this.operatorId = options.operatorId
  }
}
