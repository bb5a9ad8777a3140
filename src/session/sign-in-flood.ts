import type { Db } from '../db/db.ts'
import { VisibleError } from '../errors.ts'
import type { Lane } from './sign-in-delay.ts'

const mostAttempts = 20
const seconds = 10

/**
 * At most 20 sign-ins in 10 s reach bcrypt, in the whole centre, and as many from browsers that are known, whatever strangers
 * do: the 30 invocations are shared with callers.
 * Those refused leave no trace, so a flood costs two queries each and ends when it ends.
 */
export async function passFloodGate(db: Db, lane: Lane, now: Date): Promise<void> {
  if ((await countAttempts(db, lane, now)) >= mostAttempts) throw new VisibleError('too-many')
  const id = await recordAttempt(db, lane, now)
  // Attempts of the same moment all saw room: each counts those before it, so exactly so many stay.
  if ((await countAttempts(db, lane, now, id)) <= mostAttempts) return
  await db.deleteFrom('sign_in_attempt').where('id', '=', id).execute()
  throw new VisibleError('too-many')
}

async function countAttempts(db: Db, lane: Lane, now: Date, upTo?: number): Promise<number> {
  const since = new Date(now.getTime() - seconds * 1000)
  const { attempts } = await db
    .selectFrom('sign_in_attempt')
    .select((select) => select.fn.countAll<number>().as('attempts'))
    .where('attempted_at', '>', since)
    .where('known', '=', isKnown(lane))
    .$if(upTo !== undefined, (query) => query.where('id', '<=', upTo ?? 0))
    .executeTakeFirstOrThrow()
  return Number(attempts)
}

const isKnown = (lane: Lane) => (lane === 'known' ? 1 : 0)

async function recordAttempt(db: Db, lane: Lane, now: Date): Promise<number> {
  const old = new Date(now.getTime() - 60_000)
  await db.deleteFrom('sign_in_attempt').where('attempted_at', '<', old).limit(100).execute()
  const { insertId } = await db
    .insertInto('sign_in_attempt')
    .values({ attempted_at: now, known: isKnown(lane) })
    .executeTakeFirstOrThrow()
  return Number(insertId)
}
