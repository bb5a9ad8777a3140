import { type Queue, averageWait, createQueue, deleteQueue, findQueue } from '../telephony/queue.ts'
import type { Telephony } from '../telephony/telephony.ts'
import { date } from './dates.ts'
import { integerOf } from './form.ts'
import { PAGING } from './list-part.ts'
import { page } from './paging.ts'
import { type Resource, type RestRequest, accountUri, created, deleted, ok } from './resource.ts'
import { RestError, badParameter, notFound } from './rest-error.ts'

const LONGEST_NAME = 64
const LARGEST_QUEUE = 5000

export const queues: Resource = {
  path: '/Queues.json',
  reads: { GET: PAGING, POST: ['FriendlyName', 'MaxSize'] },
  GET: (request) =>
    page(request, 'queues', { all: [...request.telephony.queues.values()] }, (queue) =>
      serialize(request.telephony, queue),
    ),
  POST({ telephony, form }) {
    const name = nameOf(form)
    if (name === undefined) throw badParameter('FriendlyName is required')
    refuseDuplicate(telephony, name)
    return created(
      serialize(telephony, createQueue(telephony, name, integerOf(form, 'MaxSize', 1, LARGEST_QUEUE))),
    )
  },
}

export const queue: Resource = {
  path: '/Queues/{QueueSid}.json',
  reads: { POST: ['FriendlyName', 'MaxSize'] },
  GET: (request) => ok(serialize(request.telephony, queueOf(request))),
  POST(request) {
    const { telephony, form } = request
    const changed = queueOf(request)
    const name = nameOf(form)
    if (name !== undefined && name !== changed.name) refuseDuplicate(telephony, name)
    changed.maxSize = newMaxSize(telephony, changed, form)
    changed.name = name ?? changed.name
    changed.updatedAt = telephony.clock.now()
    return ok(serialize(telephony, changed))
  },
  DELETE(request) {
    const gone = queueOf(request)
    if (gone.stays.length) throw new RestError(400, 22002, `Queue ${gone.sid} is not empty`)
    deleteQueue(request.telephony, gone)
    return deleted
  },
}

export function queueOf({ telephony, sids, path }: RestRequest): Queue {
  const found = telephony.queues.get(sids.QueueSid ?? '')
  if (!found) throw notFound(path)
  return found
}

function nameOf(form: URLSearchParams): string | undefined {
  const name = form.get('FriendlyName')
  if (name === null) return undefined
  if (!name || [...name].length > LONGEST_NAME)
    throw badParameter(`FriendlyName has 1 to 64 characters, not "${name}"`)
  return name
}

function refuseDuplicate(telephony: Telephony, name: string): void {
  if (telephony.switches.duplicateQueueName === 'refused' && findQueue(telephony, name))
    throw new RestError(400, 22003, `A queue with the name "${name}" already exists`)
}

function newMaxSize({ switches }: Telephony, { maxSize, stays }: Queue, form: URLSearchParams): number {
  const wanted = integerOf(form, 'MaxSize', 1, LARGEST_QUEUE) ?? maxSize
  if (wanted < stays.length && switches.queueShrunkBelowSize === 'refused')
    throw badParameter(`MaxSize ${wanted} is less than the ${stays.length} now in the queue`)
  return wanted
}

function serialize(telephony: Telephony, queue: Queue) {
  return {
    date_updated: date(queue.updatedAt),
    current_size: queue.stays.length,
    friendly_name: queue.name,
    uri: `${accountUri(telephony)}/Queues/${queue.sid}.json`,
    account_sid: telephony.account.sid,
    average_wait_time: averageWait(queue),
    sid: queue.sid,
    date_created: date(queue.createdAt),
    max_size: queue.maxSize,
  }
}
