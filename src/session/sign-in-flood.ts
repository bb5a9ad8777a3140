import type { Db } from '../db/db.ts'
import { VisibleError } from '../errors.ts'
import type { Lane } from './sign-in-delay.ts'

/** Strangers leave room for browsers that are known. */
const mostAttempts = { any: 20, known: 30 } as const
const seconds = 10

/**
 * At most 20 sign-ins in 10 s reach bcrypt, in the whole centre, and ten more from browsers that are known: the 30
 * invocations are shared with callers.
 * Those refused leave no trace, so a flood costs one query each and ends when it ends.
 */
export async function passFloodGate(db: Db, lane: Lane, now: Date): Promise<void> {
  if ((await countAttempts(db, now)) >= mostAttempts[lane]) throw new VisibleError('too-many')
  const id = await recordAttempt(db, now)
  // Attempts of the same moment all saw room: each counts those before it, so exactly so many stay.
  if ((await countAttempts(db, now, id)) <= mostAttempts[lane]) return
  await db.deleteFrom('sign_in_attempt').where('id', '=', id).execute()
  throw new VisibleError('too-many')
}

async function countAttempts(db: Db, now: Date, upTo?: number): Promise<number> {
  const since = new Date(now.getTime() - seconds * 1000)
  const { attempts } = await db
    .selectFrom('sign_in_attempt')
    .select((select) => select.fn.countAll<number>().as('attempts'))
    .where('attempted_at', '>', since)
    .$if(upTo !== undefined, (query) => query.where('id', '<=', upTo ?? 0))
    .executeTakeFirstOrThrow()
  return Number(attempts)
}

async function recordAttempt(db: Db, now: Date): Promise<number> {
  const old = new Date(now.getTime() - 60_000)
  await db.deleteFrom('sign_in_attempt').where('attempted_at', '<', old).limit(100).execute()
  const { insertId } = await db
    .insertInto('sign_in_attempt')
    .values({ attempted_at: now })
    .executeTakeFirstOrThrow()
  return Number(insertId)
}
