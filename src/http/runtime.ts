import type {} from '@twilio-labs/serverless-runtime-types'
import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types.js'
import type { TwilioAccess } from '../twilio/quick-client.ts'

export type { TwilioResponse }

/** What Twilio's runtime hands to a Function: the environment's variables beside a few of its own. */
export interface RuntimeContext extends TwilioAccess {
  readonly [variable: string]: unknown
}

/** Exactly one call, and nothing runs after it: the container is frozen. */
export type RuntimeCallback = (error: null, response: TwilioResponse) => void

/** The certificate of the database's own authority, where the deployment brought one. */
export function databaseCa(): string | undefined {
  return Runtime.getAssets()['/database-ca.pem']?.open()
}
