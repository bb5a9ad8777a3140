import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TelephonyEvent } from '../telephony/events.ts'
import type { Telephony } from '../telephony/telephony.ts'

/** How much of the past a newly opened page gets. */
const PAST_EVENTS = 2000

/** Server-sent events: `reset` empties the page, then comes what happened already, then `live`, then everything as it happens. */
export function createEventFeed({ events }: Telephony) {
  const pages = new Set<ServerResponse>()
  events.subscribe((event) => pages.forEach((page) => send(page, event)))

  return {
    open(_request: IncomingMessage, response: ServerResponse) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      response.write('event: reset\ndata: {}\n\n')
      for (const event of events.all.slice(-PAST_EVENTS)) send(response, event)
      response.write('event: live\ndata: {}\n\n')
      pages.add(response)
      response.once('close', () => pages.delete(response))
    },
    reset() {
      pages.forEach((page) => page.write('event: reset\ndata: {}\n\nevent: live\ndata: {}\n\n'))
    },
    close() {
      pages.forEach((page) => page.end())
    },
  }
}

function send(page: ServerResponse, event: TelephonyEvent) {
  page.write(`data: ${JSON.stringify(event)}\n\n`)
}
