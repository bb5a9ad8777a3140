import type {} from '@twilio-labs/serverless-runtime-types'
import type { Twilio as Client } from 'twilio'

/** The part of a Function's context that reaches Twilio. */
export interface TwilioAccess {
  getTwilioClient(options?: object): Client
}

const key = Symbol.for('runa.quick-clients')
const store = globalThis as { [key]?: Map<number, InstanceType<typeof Twilio.RequestClient>> }

/** Twilio's REST for a step of a live call: gives up after `timeout` ms and never tries again by itself. */
export function quickClient(access: TwilioAccess, timeout: number): Client {
  const clients = (store[key] ??= new Map())
  const httpClient = clients.get(timeout) ?? new Twilio.RequestClient({ timeout, autoRetry: false })
  clients.set(timeout, httpClient)
  return access.getTwilioClient({ httpClient })
}
