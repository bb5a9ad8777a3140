import type { Twilio as Client } from 'twilio'
import { VisibleError } from '../errors.ts'
import { clientUntil, type TwilioAccess } from './quick-client.ts'

/** A Function has 10 s in all. */
const timeoutMs = 4000

/** Asks Twilio for the desk, until `deadline` at most. Whatever goes wrong there is one thing to it. */
export async function atTwilio<Result>(
  access: TwilioAccess,
  request: (client: Client) => Promise<Result>,
  deadline = performance.now() + timeoutMs,
): Promise<Result> {
  try {
    return await request(clientUntil(access, deadline))
  } catch (error) {
    throw new VisibleError('twilio-away', { cause: error })
  }
}

/** Twilio said no: it has done nothing, as against an answer that broke or never came. */
export function isRefusal(error: unknown): boolean {
  return error instanceof VisibleError && /^4\d\d$/.test(String(statusOf(error.cause)))
}

/** An answer of Twilio's with this HTTP status, as against a network that gave none. */
export function hasStatus(error: unknown, status: number): boolean {
  return statusOf(error) === status
}

function statusOf(error: unknown): unknown {
  return error instanceof Error && 'status' in error ? error.status : undefined
}
