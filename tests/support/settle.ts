import { sql } from 'kysely'
import { isWithheld, toKnownNumber } from '../../src/known-number.ts'
import type { Db } from '../../src/db/db.ts'

/** Gives a caller's call that a test wrote row by row its verdict. */
export async function settleCall(db: Db, callSid: string, from: string | null, at: Date): Promise<void> {
  const call = {
    callSid,
    direction: 'inbound',
    number: toKnownNumber(from),
    withheld: isWithheld(from) ? 1 : 0,
    at: at.toISOString().replace('T', ' ').replace('Z', ''),
  }
  await sql`call settle_calls(${JSON.stringify([call])})`.execute(db)
}
