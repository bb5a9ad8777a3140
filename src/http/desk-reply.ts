import { kindOf } from '../db/database-failure.ts'
import { VisibleError } from '../errors.ts'
import type { Cookies } from './cookies.ts'
import type { DeskError, ErrorCode } from './desk-actions.ts'
import type { TwilioResponse } from './runtime.ts'

export interface DeskReply {
  status: number
  body: object
}

const statuses: Record<ErrorCode, number> = {
  invalid: 400,
  'wrong-credentials': 401,
  'no-session': 401,
  'password-must-change': 403,
  'password-over': 403,
  level: 403,
  'own-account': 403,
  'last-admin': 403,
  'link-refused': 403,
  'not-found': 404,
  'changed-meanwhile': 409,
  'other-operator': 409,
  taken: 409,
  'queue-in-use': 409,
  'queue-not-empty': 409,
  'too-many': 429,
  'too-many-customers': 429,
  'twilio-away': 502,
  'database-away': 503,
  internal: 500,
}

/** What the desk is told of a failure: a code, and nothing of what lies behind it. */
export function refusal(error: unknown): DeskReply {
  const { code, fields } = error instanceof VisibleError ? error : { code: codeOf(error), fields: undefined }
  const body: DeskError = { error: { code, ...(fields && { fields }) } }
  return { status: statuses[code], body }
}

/** `Content-Type` exactly so: Twilio makes JSON of the body by this very spelling. */
export function twilioResponse({ status, body }: DeskReply, cookies?: Cookies): TwilioResponse {
  const response = new Twilio.Response()
  response.setStatusCode(status)
  response.appendHeader('Content-Type', 'application/json')
  response.appendHeader('Cache-Control', 'no-store')
  response.setBody(body)
  cookies?.writeTo(response)
  return response
}

/** What Twilio does comes wrapped as a `VisibleError`: all else that can pass is the database. */
function codeOf(error: unknown): ErrorCode {
  return ['statement', 'unknown'].includes(kindOf(error)) ? 'internal' : 'database-away'
}
