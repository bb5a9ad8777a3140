import { type Stay, positionOf, secondsIn } from '../telephony/queue.ts'
import type { Telephony } from '../telephony/telephony.ts'
import { date } from './dates.ts'
import { hookOf } from './form.ts'
import { PAGING } from './list-part.ts'
import { page } from './paging.ts'
import { queueOf } from './queues.ts'
import { type Resource, type RestRequest, accountUri, ok } from './resource.ts'
import { badParameter, notFound } from './rest-error.ts'

export const members: Resource = {
  path: '/Queues/{QueueSid}/Members.json',
  reads: { GET: PAGING },
  GET(request) {
    const all = queueOf(request).stays.map((stay) => ({ stay, sid: stay.leg.call.sid }))
    return page(request, 'queue_members', { all }, ({ stay }) => serialize(request.telephony, stay))
  },
}

/** `Front` is the head of the line. */
export const member: Resource = {
  path: '/Queues/{QueueSid}/Members/{CallSid}.json',
  reads: { POST: ['Url', 'Method'] },
  GET: (request) => ok(serialize(request.telephony, stayOf(request))),
  /** Out of the queue, to another document. Answers with the member as it was. */
  POST(request) {
    const stay = stayOf(request)
    const to = hookOf(request.form, { url: 'Url', method: 'Method', codes: { url: 20001, method: 20001 } })
    if (!to) throw badParameter('Url is required')
    const body = serialize(request.telephony, stay)
    request.telephony.redirect(stay.leg.call.sid, to)
    return ok(body)
  },
}

function stayOf(request: RestRequest): Stay {
  const { CallSid } = request.sids
  const { stays } = queueOf(request)
  const found = CallSid === 'Front' ? stays[0] : stays.find(({ leg }) => leg.call.sid === CallSid)
  if (!found) throw notFound(request.path)
  return found
}

function serialize(telephony: Telephony, stay: Stay) {
  const { sid } = stay.leg.call
  return {
    call_sid: sid,
    date_enqueued: date(stay.enteredAt),
    position: positionOf(stay),
    uri: `${accountUri(telephony)}/Queues/${stay.queue.sid}/Members/${sid}.json`,
    wait_time: secondsIn(stay),
    queue_sid: stay.queue.sid,
  }
}
