/** A queue's own addresses, where the owner of the centre has given it some. */
export interface QueueSettings {
  waitUrl: string | null
  actionUrl: string | null
}

export const queueSettingsQuery =
  'select wait_url as waitUrl, action_url as actionUrl from queue where queue_id = ?'

const key = Symbol.for('runa.queue-settings')
const store = globalThis as { [key]?: Map<string, { settings: QueueSettings; until: number }> }
const remembered = (store[key] ??= new Map())
const memoryMilliseconds = 30_000

/** Remembered for 30 s in a container; asks `find` otherwise, whose undefined (MySQL is away) is not remembered. */
export async function queueSettings(
  queueId: string,
  find: (queueId: string) => Promise<QueueSettings[] | undefined>,
): Promise<QueueSettings> {
  const known = remembered.get(queueId)
  if (known && known.until > Date.now()) return known.settings
  const rows = await find(queueId)
  const settings = rows?.[0] ?? { waitUrl: null, actionUrl: null }
  if (rows) remembered.set(queueId, { settings, until: Date.now() + memoryMilliseconds })
  return settings
}

/** For tests, whose queues change faster than anybody's. */
export function forgetQueueSettings(): void {
  remembered.clear()
}
