import { atTwilio, hasStatus } from './client.ts'
import { quickClient, type TwilioAccess } from './quick-client.ts'

/**
 * Ends a leg, whatever it is doing; true where it was over already (21220, or 404 for one that Twilio no longer knows).
 * Rejects after 800 ms.
 */
export async function endLeg(access: TwilioAccess, callSid: string): Promise<boolean> {
  try {
    await quickClient(access, 800).calls(callSid).update({ status: 'completed' })
    return false
  } catch (error) {
    if ((error as { code?: number }).code === 21220 || hasStatus(error, 404)) return true
    throw error
  }
}

/** A call as Twilio's own list has it. */
export interface CallAtTwilio {
  sid: string
  parentCallSid?: string
  status: string
  from: string
  to: string
  direction: string
  /** Seconds; known once the call is over. */
  duration?: number
  endTime?: Date
}

/** The SIDs of calls in progress, a thousand at most: one request. */
export async function listLiveCallSids(access: TwilioAccess, deadline: number): Promise<Set<string>> {
  const page = await atTwilio(
    access,
    (client) => client.calls.page({ status: 'in-progress', pageSize: 1000 }),
    deadline,
  )
  return new Set(page.instances.map(({ sid }) => sid))
}

/** Undefined for a call that Twilio does not know (any more). */
export function findCallAtTwilio(
  access: TwilioAccess,
  callSid: string,
  deadline: number,
): Promise<CallAtTwilio | undefined> {
  return atTwilio(
    access,
    async (client) => {
      try {
        const call = await client.calls(callSid).fetch()
        return {
          sid: call.sid,
          parentCallSid: call.parentCallSid || undefined,
          status: call.status,
          from: call.from,
          to: call.to,
          direction: call.direction,
          duration: Number(call.duration || 0),
          endTime: call.endTime ?? undefined,
        }
      } catch (error) {
        if (hasStatus(error, 404)) return undefined
        throw error
      }
    },
    deadline,
  )
}
