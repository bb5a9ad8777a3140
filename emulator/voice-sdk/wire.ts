import type { WebSocket } from 'ws'

/** The Voice SDK's signalling, version 1.6: `{ type, payload, version }`, and a lone newline as heartbeat. */
const VERSION = '1.6'
export const HEARTBEAT = '\n'

export interface Message {
  type: string
  payload: Record<string, unknown>
}

export function send(socket: WebSocket, type: string, payload: Record<string, unknown> = {}) {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ type, payload, version: VERSION }))
}

/** Undefined for a heartbeat and for what is no message. */
export function parse(data: string): Message | undefined {
  if (data === HEARTBEAT) return undefined
  try {
    const { type, payload } = JSON.parse(data) as Partial<Message>
    return typeof type === 'string' ? { type, payload: payload ?? {} } : undefined
  } catch {
    return undefined
  }
}

export function text(payload: Record<string, unknown>, name: string): string {
  const value = payload[name]
  return typeof value === 'string' ? value : ''
}

/** One query string, keys and values percent-encoded. */
export function decodeParams(payload: Record<string, unknown>): Record<string, string> {
  const { params } = (payload.twilio ?? {}) as { params?: unknown }
  return typeof params === 'string' ? Object.fromEntries(new URLSearchParams(params)) : {}
}

/** The SDK decodes the values of `Params` and leaves the keys as they are. */
export function encodeParams(parameters: Record<string, string>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
}
