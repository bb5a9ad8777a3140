import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isForLoopback } from '../../emulator/edge/loopback-host.ts'
import { openPool } from '../../src/db/pool.ts'

/** The rows that calls leave, newest first, as the telephone's page shows them. */
const queries: Record<string, { title: string; sql: string }> = {
  call_data: {
    title: 'call_data: calls and how they went',
    sql: `select CallSid, direction, number, result, stage, queue_id, operator_id, waited_ms, talked_ms, ended_by, began_at, ended_at
          from call_data order by began_at desc limit 20`,
  },
  enqueue_data: {
    title: 'enqueue_data: visits',
    sql: `select visit_id, queue_id, result, stage, QueueResult, QueueTime, entered_at, connecting_at, left_at, operator_id, closed_by, CallStatus, CallSid
          from enqueue_data order by entered_at desc limit 20`,
  },
  queue_data: {
    title: 'queue_data: answers',
    sql: `select id, visit_id, queue_id, operator_id, QueueTime, answered_at, bridged, DialCallDuration, CallSid, DequeingCallSid
          from queue_data order by answered_at desc limit 20`,
  },
  statuscallback_data: {
    title: 'statuscallback_data: finished legs',
    sql: `select CallSid, leg, CallStatus, CallDuration, operator_id, ended_at, ParentCallSid
          from statuscallback_data order by ended_at desc limit 20`,
  },
  operator_call: {
    title: 'operator_call: legs of softphones',
    sql: `select CallSid, operator_id, destination, number, started_at, answered_at, ended_at, status
          from operator_call order by started_at desc limit 20`,
  },
}

export interface RowsServer {
  panels: { title: string; url: string }[]
  stop(): Promise<void>
}

/** JSON of the report tables on a loopback port, for the emulator's page. */
export async function serveRows(databaseUrl: string): Promise<RowsServer> {
  const server = createServer((request, response) => {
    if (!isForLoopback(request)) return reply(response, 403, { error: 'localhost only' })
    answer(databaseUrl, (request.url ?? '/').slice(1), response).catch((error: unknown) =>
      reply(response, 500, { error: String(error) }),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    panels: Object.entries(queries).map(([name, { title }]) => ({
      title,
      url: `http://127.0.0.1:${port}/${name}`,
    })),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function answer(databaseUrl: string, name: string, response: ServerResponse): Promise<void> {
  const query = Object.hasOwn(queries, name) ? queries[name] : undefined
  if (!query) return reply(response, 404, { error: 'unknown' })
  const [rows] = await openPool(databaseUrl).promise().query(query.sql)
  reply(response, 200, rows)
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
