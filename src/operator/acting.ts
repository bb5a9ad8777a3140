import type { Config } from '../config.ts'
import type { Db } from '../db/db.ts'
import type { SessionOperator } from '../session/session.ts'
import type { TwilioAccess } from '../twilio/quick-client.ts'

/** Somebody at the desk who changes something, and what they need for it. */
export interface Acting {
  db: Db
  now: Date
  config: Config
  twilio: TwilioAccess
  operator: SessionOperator
}
