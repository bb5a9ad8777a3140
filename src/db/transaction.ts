import { isDeadlock } from './constraint.ts'
import type { Db } from './db.ts'

/**
 * All of `work` or nothing, and once more from its beginning where another transaction stood in its way. Read committed
 * locks the rows that are changed or asked to be locked, and no gap between rows that somebody else wants to fill.
 */
export async function inTransaction<Result>(
  db: Db,
  work: (transaction: Db) => Promise<Result>,
  level: 'read committed' | 'repeatable read' = 'read committed',
): Promise<Result> {
  const once = () => db.transaction().setIsolationLevel(level).execute(work)
  return once().catch((error: unknown) => (isDeadlock(error) ? once() : Promise.reject(error)))
}
