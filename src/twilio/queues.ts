import type { Twilio as Client } from 'twilio'
import { atTwilio, hasStatus } from './client.ts'
import type { TwilioAccess } from './quick-client.ts'

/** A queue as Twilio has it. */
export interface QueueAtTwilio {
  sid: string
  friendlyName: string
  currentSize: number
  maxSize: number
  /** Mean wait in seconds of those waiting now. */
  averageWaitSeconds: number
}

type Wanted = Pick<QueueAtTwilio, 'friendlyName' | 'maxSize'>

/** One request, `GET Queues?PageSize=1000`: more queues than that no account has. */
export function listQueues(access: TwilioAccess): Promise<QueueAtTwilio[]> {
  return atTwilio(access, list)
}

/**
 * Makes a queue, or takes over the one of that name: an earlier attempt may have died after making it. `before` is the
 * size it had then.
 */
export function takeQueue(access: TwilioAccess, wanted: Wanted): Promise<{ sid: string; before?: number }> {
  return atTwilio(access, (client) => take(client, wanted))
}

/** Brings the queue with this SID to name and size; if it has gone, takes or makes one. */
export function ensureQueue(
  access: TwilioAccess,
  sid: string | null,
  wanted: Wanted,
): Promise<{ sid: string; before?: number }> {
  return atTwilio(access, async (client) => {
    const found = sid === null ? undefined : await find(client, sid)
    if (!found) return take(client, wanted)
    await client.queues(found.sid).update(wanted)
    return { sid: found.sid, before: found.maxSize }
  })
}

/**
 * Twilio refuses to remove a queue in which somebody waits. One that has gone already counts as removed, once none of its
 * name is left either: an undone removal makes a queue anew, and may not have come to writing down the new SID.
 */
export function removeQueue(
  access: TwilioAccess,
  { sid, friendlyName }: Pick<QueueAtTwilio, 'sid' | 'friendlyName'>,
): Promise<'removed' | 'not-empty'> {
  return atTwilio(access, async (client) => {
    const outcome = await remove(client, sid)
    if (outcome !== 'gone') return outcome
    const namesake = await findNamed(client, friendlyName)
    return namesake && (await remove(client, namesake.sid)) === 'not-empty' ? 'not-empty' : 'removed'
  })
}

async function remove(client: Client, sid: string): Promise<'removed' | 'not-empty' | 'gone'> {
  try {
    await client.queues(sid).remove()
    return 'removed'
  } catch (error) {
    if (hasStatus(error, 404)) return 'gone'
    // No published code says "not empty": look.
    if (hasStatus(error, 400) && ((await find(client, sid))?.currentSize ?? 0) > 0) return 'not-empty'
    throw error
  }
}

async function take(client: Client, wanted: Wanted): Promise<{ sid: string; before?: number }> {
  try {
    const { sid } = await client.queues.create(wanted)
    return { sid }
  } catch (error) {
    // No published code says "name in use" either.
    if (!hasStatus(error, 400)) throw error
    const found = await findNamed(client, wanted.friendlyName)
    if (!found) throw error
    await client.queues(found.sid).update(wanted)
    return { sid: found.sid, before: found.maxSize }
  }
}

async function list(client: Client): Promise<QueueAtTwilio[]> {
  const { instances } = await client.queues.page({ pageSize: 1000 })
  return instances.map(toQueue)
}

async function findNamed(client: Client, name: string): Promise<QueueAtTwilio | undefined> {
  return (await list(client)).find(({ friendlyName }) => friendlyName === name)
}

async function find(client: Client, sid: string): Promise<QueueAtTwilio | undefined> {
  try {
    return toQueue(await client.queues(sid).fetch())
  } catch (error) {
    if (hasStatus(error, 404)) return undefined
    throw error
  }
}

function toQueue(
  queue: Omit<QueueAtTwilio, 'averageWaitSeconds'> & { averageWaitTime: number },
): QueueAtTwilio {
  const { sid, friendlyName, currentSize, maxSize, averageWaitTime } = queue
  return { sid, friendlyName, currentSize, maxSize, averageWaitSeconds: averageWaitTime }
}
