import { type Call, durationSeconds } from '../telephony/call.ts'
import type { Telephony } from '../telephony/telephony.ts'
import { CREATION, newCall } from './call-create.ts'
import { UPDATE, updateCall } from './call-update.ts'
import { date, dateFilter } from './dates.ts'
import { PAGING } from './list-part.ts'
import { page } from './paging.ts'
import { type Resource, type RestRequest, accountUri, created, ok } from './resource.ts'
import { badParameter, notFound } from './rest-error.ts'

const FILTERS = [
  ...['To', 'From', 'Status', 'ParentCallSid'],
  ...['StartTime', 'StartTime<', 'StartTime>', 'EndTime', 'EndTime<', 'EndTime>'],
]

/** REST knows no `initiated`. */
const STATUSES = ['queued', 'ringing', 'in-progress', 'canceled', 'completed', 'failed', 'busy', 'no-answer']

export const calls: Resource = {
  path: '/Calls.json',
  reads: { GET: [...FILTERS, ...PAGING], POST: CREATION },
  GET(request) {
    const all = [...request.telephony.calls.values()].reverse()
    const listing = { all, isWanted: wanted(request.query) }
    return page(request, 'calls', listing, (call) => serialize(request.telephony, call))
  },
  POST: ({ telephony, form }) => created(serialize(telephony, telephony.call(newCall(telephony, form)).call)),
}

export const call: Resource = {
  path: '/Calls/{CallSid}.json',
  reads: { POST: UPDATE },
  GET: (request) => ok(serialize(request.telephony, callOf(request))),
  POST(request) {
    const changed = callOf(request)
    updateCall(request.telephony, changed, request.form)
    return ok(serialize(request.telephony, changed))
  },
}

export function callOf({ telephony, sids, path }: RestRequest): Call {
  const found = telephony.calls.get(sids.CallSid ?? '')
  if (!found) throw notFound(path)
  return found
}

/** Which calls the filters of a list are for. Refuses what is none of their values. */
function wanted(query: URLSearchParams): (call: Call) => boolean {
  const status = query.get('Status')
  if (status !== null && !STATUSES.includes(status)) throw badParameter(`Invalid Status: "${status}"`)
  const started = dateFilter(query, 'StartTime')
  const ended = dateFilter(query, 'EndTime')
  const equal = (name: string, value: string | undefined) => !query.has(name) || query.get(name) === value
  return (call) =>
    equal('To', call.to) &&
    equal('From', call.from) &&
    equal('Status', restStatus(call)) &&
    equal('ParentCallSid', call.parentCallSid) &&
    started(call.startedAt) &&
    ended(call.endedAt)
}

const restStatus = ({ status }: Call): string => (status === 'initiated' ? 'queued' : status)

const SUBRESOURCES = {
  events: 'Events',
  notifications: 'Notifications',
  payments: 'Payments',
  recordings: 'Recordings',
  siprec: 'Siprec',
  streams: 'Streams',
  transcriptions: 'Transcriptions',
  user_defined_message_subscriptions: 'UserDefinedMessageSubscriptions',
  user_defined_messages: 'UserDefinedMessages',
}

function serialize(telephony: Telephony, call: Call) {
  const uri = `${accountUri(telephony)}/Calls/${call.sid}`
  return {
    sid: call.sid,
    date_created: date(call.createdAt),
    date_updated: date(call.updatedAt),
    parent_call_sid: call.parentCallSid ?? null,
    account_sid: telephony.account.sid,
    to: call.to,
    to_formatted: call.to,
    from: call.from,
    from_formatted: call.from,
    phone_number_sid: call.phoneNumberSid ?? null,
    status: restStatus(call),
    start_time: date(call.startedAt),
    end_time: date(call.endedAt),
    duration: call.status === 'completed' ? String(durationSeconds(call)) : null,
    price: null,
    price_unit: 'USD',
    direction: call.direction,
    answered_by: null,
    api_version: '2010-04-01',
    forwarded_from: call.extra.ForwardedFrom ?? null,
    group_sid: null,
    caller_name: call.extra.CallerName ?? null,
    queue_time: String(call.queuedFor),
    trunk_sid: null,
    uri: `${uri}.json`,
    subresource_uris: Object.fromEntries(
      Object.entries(SUBRESOURCES).map(([name, path]) => [name, `${uri}/${path}.json`]),
    ),
  }
}
