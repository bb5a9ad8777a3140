import type {} from '@twilio-labs/serverless-runtime-types'
import type { Twilio as Client } from 'twilio'

/** The part of a Function's context that reaches Twilio. */
export interface TwilioAccess {
  getTwilioClient(options?: object): Client
}

type RequestClient = InstanceType<typeof Twilio.RequestClient>

const key = Symbol.for('runa.quick-clients')
const store = globalThis as { [key]?: Map<number, RequestClient> }

/** Twilio's REST for a step of a live call: gives up after `timeout` ms and never tries again by itself. */
export function quickClient(access: TwilioAccess, timeout: number): Client {
  return access.getTwilioClient({ httpClient: requestClient(timeout) })
}

const mostMs = 10_000

/** The same for several requests, which together have until `deadline`, a moment of `performance.now()`. */
export function clientUntil(access: TwilioAccess, deadline: number): Client {
  const patient = requestClient(mostMs)
  const request: RequestClient['request'] = async (options) => {
    const timeout = deadline - performance.now()
    if (timeout <= 0) throw new Error('no time is left for Twilio')
    return patient.request({ ...options, timeout })
  }
  return access.getTwilioClient({ httpClient: { request } })
}

function requestClient(timeout: number): RequestClient {
  const clients = (store[key] ??= new Map())
  const client = clients.get(timeout) ?? new Twilio.RequestClient({ timeout, autoRetry: false })
  clients.set(timeout, client)
  return client
}
