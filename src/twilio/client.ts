import type { Twilio as Client } from 'twilio'
import { VisibleError } from '../errors.ts'
import { quickClient, type TwilioAccess } from './quick-client.ts'

/** A Function has 10 s in all, and some requests hold a row of ours meanwhile. */
const timeoutMs = 4000

/** Asks Twilio for the desk. Whatever goes wrong there is one thing to it, but for answers that the caller expects. */
export async function atTwilio<Result>(
  access: TwilioAccess,
  request: (client: Client) => Promise<Result>,
  isExpected: (error: unknown) => boolean = () => false,
): Promise<Result> {
  try {
    return await request(quickClient(access, timeoutMs))
  } catch (error) {
    if (isExpected(error)) throw error
    throw new VisibleError('twilio-away', { cause: error })
  }
}

/** An answer of Twilio's with this HTTP status, as against a network that gave none. */
export function hasStatus(error: unknown, status: number): boolean {
  return error instanceof Error && 'status' in error && error.status === status
}
