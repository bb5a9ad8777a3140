import type { Config } from '../config.ts'
import type { Db } from '../db/db.ts'
import type { SessionOperator } from '../session/session.ts'
import type { TwilioAccess } from '../twilio/quick-client.ts'
import type { Cookies } from './cookies.ts'

/** What a step of the desk works with. */
export interface Desk {
  config: Config
  db: Db
  /** One moment for everything that a request writes. */
  now: Date
  twilio: TwilioAccess
  cookies: Cookies
  /** Whom the page takes for signed in: two tabs of one browser have one cookie. */
  speaksAs?: string
}

export interface SignedInDesk extends Desk {
  operator: SessionOperator
}
