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

/** Who asks, and how long in all. */
export interface TwilioTime {
  access: TwilioAccess
  deadline: number
}

/** One request, `GET Queues?PageSize=1000`: more queues than that no account has. */
export function listQueues(access: TwilioAccess): Promise<QueueAtTwilio[]> {
  return atTwilio(access, list)
}

/**
 * The queue with this SID, or else of this name: an earlier attempt may have died after making it, and Twilio's documents
 * do not say whether two queues may have one name.
 */
export function findAtTwilio(
  { access, deadline }: TwilioTime,
  sid: string | null,
  friendlyName: string,
): Promise<QueueAtTwilio | undefined> {
  const find = async (client: Client) => {
    const all = await list(client)
    return all.find((queue) => queue.sid === sid) ?? all.find((queue) => queue.friendlyName === friendlyName)
  }
  return atTwilio(access, find, deadline)
}

/** Gives the queue its name and size, or makes one where none was found. Answers its SID. */
export function bringQueue(
  { access, deadline }: TwilioTime,
  found: QueueAtTwilio | undefined,
  wanted: Wanted,
): Promise<string> {
  const bring = async (client: Client) => {
    if (!found) return (await client.queues.create(wanted)).sid
    const agrees = found.friendlyName === wanted.friendlyName && found.maxSize === wanted.maxSize
    if (!agrees) await client.queues(found.sid).update(wanted)
    return found.sid
  }
  return atTwilio(access, bring, deadline)
}

/** Twilio refuses to remove a queue in which somebody waits. One that has gone meanwhile counts as removed. */
export async function removeQueue(
  { access, deadline }: TwilioTime,
  { sid, currentSize }: QueueAtTwilio,
): Promise<'removed' | 'not-empty'> {
  if (currentSize > 0) return 'not-empty'
  return atTwilio(access, (client) => remove(client, sid), deadline)
}

async function remove(client: Client, sid: string): Promise<'removed' | 'not-empty'> {
  try {
    await client.queues(sid).remove()
    return 'removed'
  } catch (error) {
    if (hasStatus(error, 404)) return 'removed'
    // Somebody began to wait since the list. No published code says "not empty": look.
    if (hasStatus(error, 400) && (await client.queues(sid).fetch()).currentSize > 0) return 'not-empty'
    throw error
  }
}

async function list(client: Client): Promise<QueueAtTwilio[]> {
  const { instances } = await client.queues.page({ pageSize: 1000 })
  return instances.map(toQueue)
}

function toQueue(
  queue: Omit<QueueAtTwilio, 'averageWaitSeconds'> & { averageWaitTime: number },
): QueueAtTwilio {
  const { sid, friendlyName, currentSize, maxSize, averageWaitTime } = queue
  return { sid, friendlyName, currentSize, maxSize, averageWaitSeconds: averageWaitTime }
}
