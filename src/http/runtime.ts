import type {} from '@twilio-labs/serverless-runtime-types'
import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types.js'
import type { Twilio as TwilioClient } from 'twilio'

export type { TwilioResponse }

/** What Twilio's runtime hands to a Function: the environment's variables beside a few of its own. */
export interface RuntimeContext {
  readonly PATH?: string
  getTwilioClient(options?: { timeout?: number; lazyLoading?: boolean }): TwilioClient
  readonly [variable: string]: unknown
}

/** Exactly one call, and nothing runs after it: the container is frozen. */
export type RuntimeCallback = (error: null, response: TwilioResponse) => void

/** The certificate of the database's own authority, where the deployment brought one. */
export function databaseCa(): string | undefined {
  return Runtime.getAssets()['/database-ca.pem']?.open()
}
