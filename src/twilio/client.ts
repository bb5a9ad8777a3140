import type { Twilio } from 'twilio'
import { VisibleError } from '../errors.ts'

/** Opens the REST client when the first request needs it: loading the package takes longer than most requests. */
export type OpenTwilio = () => Twilio

/** A Function has 10 s in all, and some of them hold a row of ours meanwhile. */
export const twilioTimeoutMs = 4000

/** Whatever goes wrong at Twilio is one thing to the desk. `isExpected` lets an answer through to who can use it. */
export async function atTwilio<Result>(
  request: () => Promise<Result>,
  isExpected: (error: unknown) => boolean = () => false,
): Promise<Result> {
  try {
    return await request()
  } catch (error) {
    if (isExpected(error)) throw error
    throw new VisibleError('twilio-away', { cause: error })
  }
}

/** Twilio's own answer, as against a network that gave none: `status` is HTTP's. */
export function hasStatus(error: unknown, status: number): boolean {
  return error instanceof Error && 'status' in error && error.status === status
}
