import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Telephony } from '../telephony/telephony.ts'

/** Twilio's REST interface, for requests to `*.twilio.com` redirected here with the original host in `x-emulated-host`. */
export function createRestHandler(
  telephony: Telephony,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (_request, response) => {
    response.writeHead(501).end(`not built yet ${telephony.account.sid}`)
  }
}
