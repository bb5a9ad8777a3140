import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Telephony } from '../telephony/telephony.ts'
import { type Asked, answer } from './answer.ts'
import { checkParameters, unanswered, unknownHost } from './not-here.ts'
import type { Resource, RestReply } from './resource.ts'
import { RestError, notFound } from './rest-error.ts'
import { route } from './routes.ts'

/** Twilio's REST interface (2010-04-01), for requests to `api.twilio.com` redirected here. */
export function createRestHandler(
  telephony: Telephony,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) =>
    void telephony.activity.track(answer(telephony, request, response, (asked) => act(telephony, asked)))
}

function act(telephony: Telephony, { host, method, url, body }: Asked): RestReply {
  const path = url.pathname
  const target = { api: 'api_v2010', folder: 'emulator/rest', method, path } as const
  if (host && !host.startsWith('api.')) throw unknownHost(telephony, target, host)
  const found = route(path)
  if (!found) throw unanswered(telephony, target, notFound(path))
  if (found.sids.AccountSid !== telephony.account.sid) throw notFound(path)
  const { resource, sids } = found
  const action = method === 'GET' || method === 'POST' || method === 'DELETE' ? resource[method] : undefined
  if (!action) throw unanswered(telephony, target, methodNotAllowed(method, path))
  const query = url.searchParams
  const form = new URLSearchParams(body.toString('utf8'))
  checkParameters(telephony, target, { query, form }, readBy(resource, method))
  return action({ telephony, method, path, query, form, sids })
}

function readBy({ reads }: Resource, method: string): readonly string[] {
  return (method === 'GET' || method === 'POST' ? reads[method] : undefined) ?? []
}

const methodNotAllowed = (method: string, path: string): RestError =>
  new RestError(405, 20004, `Method not allowed: ${method} ${path}`)
