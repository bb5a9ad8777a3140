import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Telephony } from '../telephony/telephony.ts'
import { type Asked, answer } from './answer.ts'
import type { RestReply } from './resource.ts'
import { RestError, notFound } from './rest-error.ts'
import { route } from './routes.ts'

/** Twilio's REST interface (2010-04-01), for requests to `api.twilio.com` redirected here. */
export function createRestHandler(
  telephony: Telephony,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) =>
    void telephony.activity.track(answer(telephony, request, response, (asked) => act(telephony, asked)))
}

function act(telephony: Telephony, { method, url, body }: Asked): RestReply {
  const path = url.pathname
  const found = route(path)
  if (!found) throw unknown(telephony, path)
  if (found.sids.AccountSid !== telephony.account.sid) throw notFound(path)
  const { resource, sids } = found
  const action = method === 'GET' || method === 'POST' || method === 'DELETE' ? resource[method] : undefined
  if (!action) throw new RestError(405, 20004, `Method not allowed: ${method} ${path}`)
  const form = new URLSearchParams(body.toString('utf8'))
  return action({ telephony, method, path, query: url.searchParams, form, sids })
}

/** Loud, so that nobody looks for the fault in the application. */
function unknown(telephony: Telephony, path: string): RestError {
  const message = `This emulator has no resource ${path}; write it in emulator/rest and name it in routes.ts.`
  telephony.events.emit({ type: 'error', code: 20404, message, at: telephony.clock.now() })
  return notFound(path)
}
