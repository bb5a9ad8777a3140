import { sql } from 'kysely'
import type { Db } from '../db/db.ts'

/**
 * After three failures an account takes a password only every 1, 2, 4 … 60 s. What is tried meanwhile is refused
 * unseen and makes nothing longer. That alone would let a stranger who never stops keep the operator out, so browsers
 * from which the operator signed in within 90 days have a count of their own, which strangers cannot touch; and a
 * password that we gave, 78 bits that nobody guesses, is known without this: after a reset the operator is in at once from any
 * browser.
 */
export type Lane = 'any' | 'known'

const freeFailures = 3
const longestDelaySeconds = 60
/** A failure that costs no delay is dated a little back: containers' clocks differ. */
const noDelaySeconds = -10
const forgottenAfterSeconds = 3600

const columns = {
  any: { failures: 'failed_sign_ins', after: 'sign_in_after' },
  known: { failures: 'known_failed_sign_ins', after: 'known_sign_in_after' },
} as const

/**
 * Counts the attempt as failed before the password is looked at, so that a hundred at once are not a hundred guesses.
 * False while the account's delay runs, and for operators that do not exist.
 */
export async function claimAttempt(db: Db, operatorId: string, lane: Lane, now: Date): Promise<boolean> {
  const failures = sql.ref(columns[lane].failures)
  const after = sql.ref(columns[lane].after)
  const forgotten = new Date(now.getTime() - forgottenAfterSeconds * 1000)
  // MySQL assigns from left to right: the delay is worked out from the new count.
  const { numAffectedRows } = await sql`
    update operator
    set ${failures} = if(${after} is null or ${after} < ${forgotten}, 0, ${failures}) + 1,
        ${after} = ${now} + interval if(${failures} < ${freeFailures}, ${noDelaySeconds},
          least(${longestDelaySeconds}, power(2, least(${failures}, 16) - ${freeFailures}))) second
    where operator_id = ${operatorId} and (${after} is null or ${after} <= ${now})`.execute(db)
  return numAffectedRows === 1n
}

export async function forgetFailures(db: Db, operatorId: string, lane: Lane): Promise<void> {
  const { failures, after } = columns[lane]
  await db
    .updateTable('operator')
    .set({ [failures]: 0, [after]: null })
    .where('operator_id', '=', operatorId)
    .execute()
}
