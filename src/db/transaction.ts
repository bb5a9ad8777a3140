import { isConnectionSpent, isRolledBack } from './database-failure.ts'
import type { Db } from './db.ts'

interface Kind {
  /**
   * Read committed locks the rows that are changed or asked to be locked, and no gap between rows that somebody else wants
   * to fill.
   */
  level?: 'read committed' | 'repeatable read'
  /** Something is changed elsewhere, too: where the connection is lost, whoever asks sets that right, and takes the time. */
  reachesBeyond?: boolean
}

/**
 * All of `work` or nothing, and once more from its beginning where another transaction stood in its way or the connection
 * proved to be no good. What must not happen twice belongs in here, even if it is one statement.
 */
export async function inTransaction<Result>(
  db: Db,
  work: (transaction: Db) => Promise<Result>,
  { level = 'read committed', reachesBeyond = false }: Kind = {},
): Promise<Result> {
  let isInDoubt = false
  const all = async (transaction: Db) => {
    isInDoubt = reachesBeyond
    const result = await work(transaction)
    // Where the connection is lost during the commit, nobody here knows whether it was made.
    isInDoubt = true
    return result
  }
  const once = () => db.transaction().setIsolationLevel(level).execute(all)
  return once().catch((error: unknown) => {
    const wasUndone = isRolledBack(error) || (isConnectionSpent(error) && !isInDoubt)
    return wasUndone ? once() : Promise.reject(error as Error)
  })
}
