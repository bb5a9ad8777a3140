import { type Queue, averageWait, createQueue, deleteQueue, findQueue } from '../telephony/queue.ts'
import type { Telephony } from '../telephony/telephony.ts'
import { date } from './dates.ts'
import { friendlyNameOf, integerOf } from './form.ts'
import { PAGING } from './list-part.ts'
import { page } from './paging.ts'
import { type Resource, type RestRequest, accountUri, created, deleted, ok } from './resource.ts'
import { RestError, badParameter, notFound } from './rest-error.ts'

const SIZES = [1, 5000] as const

export const queues: Resource = {
  path: '/Queues.json',
  reads: { GET: PAGING, POST: ['FriendlyName', 'MaxSize'] },
  GET: (request) =>
    page(request, 'queues', { all: [...request.telephony.queues.values()] }, (queue) =>
      serialize(request.telephony, queue),
    ),
  POST({ telephony, form }) {
    const name = friendlyNameOf(form)
    if (name === undefined) throw new RestError(400, 20002, 'FriendlyName is required')
    refuseDuplicate(telephony, name)
    return created(serialize(telephony, createQueue(telephony, name, integerOf(form, 'MaxSize', SIZES))))
  },
}

export const queue: Resource = {
  path: '/Queues/{QueueSid}.json',
  reads: { POST: ['FriendlyName', 'MaxSize'] },
  GET: (request) => ok(serialize(request.telephony, queueOf(request))),
  POST(request) {
    const { telephony, form } = request
    const changed = queueOf(request)
    const name = friendlyNameOf(form)
    if (name !== undefined && name !== changed.name) refuseDuplicate(telephony, name)
    changed.maxSize = newMaxSize(telephony, changed, form)
    changed.name = name ?? changed.name
    changed.updatedAt = telephony.clock.now()
    return ok(serialize(telephony, changed))
  },
  DELETE(request) {
    const gone = queueOf(request)
    const { queueNotEmpty } = request.telephony.switches
    if (gone.stays.length) throw new RestError(400, queueNotEmpty, `Queue ${gone.sid} is not empty`)
    deleteQueue(request.telephony, gone)
    return deleted
  },
}

export function queueOf({ telephony, sids, path }: RestRequest): Queue {
  const found = telephony.queues.get(sids.QueueSid ?? '')
  if (!found) throw notFound(path)
  return found
}

function refuseDuplicate(telephony: Telephony, name: string): void {
  if (telephony.switches.duplicateQueueName === 'refused' && findQueue(telephony, name))
    throw new RestError(400, 22003, `A queue with the name ${name} already exists`)
}

function newMaxSize({ switches }: Telephony, { maxSize, stays }: Queue, form: URLSearchParams): number {
  const wanted = integerOf(form, 'MaxSize', SIZES) ?? maxSize
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
