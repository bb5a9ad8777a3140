import { type Call, durationSeconds } from '../telephony/call.ts'
import type { Telephony } from '../telephony/telephony.ts'
import { CREATION, newCall } from './call-create.ts'
import { UPDATE, updateCall } from './call-update.ts'
import { date, withinDates } from './dates.ts'
import { PAGING } from './list-part.ts'
import { page } from './paging.ts'
import { type Resource, type RestRequest, accountUri, created, ok } from './resource.ts'
import { notFound } from './rest-error.ts'

const FILTERS = [
  ...['To', 'From', 'Status', 'ParentCallSid'],
  ...['StartTime', 'StartTime<', 'StartTime>', 'EndTime', 'EndTime<', 'EndTime>'],
]

export const calls: Resource = {
  path: '/Calls.json',
  reads: { GET: [...FILTERS, ...PAGING], POST: CREATION },
  GET(request) {
    const all = [...request.telephony.calls.values()].reverse()
    const listing = { all, isWanted: (call: Call) => isWanted(call, request.query) }
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

function isWanted(call: Call, query: URLSearchParams): boolean {
  const equal = (name: string, value: string | undefined) => !query.has(name) || query.get(name) === value
  return (
    equal('To', call.to) &&
    equal('From', call.from) &&
    equal('Status', restStatus(call)) &&
    equal('ParentCallSid', call.parentCallSid) &&
    withinDates(query, 'StartTime', call.startedAt) &&
    withinDates(query, 'EndTime', call.endedAt)
  )
}

/** REST knows no `initiated`. */
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
