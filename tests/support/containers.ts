import { sql } from 'kysely'
import { createPool, type Pool } from 'mysql2'
import { afterEach, vi } from 'vitest'
import { openDb, type Db } from '../../src/db/db.ts'
import { poolOptions } from '../../src/db/pool.ts'

const pools: Pool[] = []

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.promise().end()))
})

/** As many containers as that have each their one connection: what runs in one of them alone is never at once. */
export function containers(count: number, databaseUrl: string): Db[] {
  return Array.from({ length: count }, () => {
    const pool = createPool(poolOptions(databaseUrl))
    pools.push(pool)
    return openDb(pool)
  })
}

const seen = new Set<string>()

/** Resolves when somebody waits for a row that another transaction holds. */
export async function somebodyWaits(db: Db): Promise<void> {
  const isNew = async () => {
    const { rows } = await sql<{ wait: string }>`
      select concat_ws(' ', trx_mysql_thread_id, trx_id, trx_wait_started) as wait
      from information_schema.innodb_trx where trx_state = 'LOCK WAIT'`.execute(db)
    const fresh = rows.filter(({ wait }) => !seen.has(wait))
    for (const { wait } of fresh) seen.add(wait)
    return fresh.length > 0
  }
  // The server looks anew only where nobody has asked for 100 ms, and until then tells of waits that are over.
  await vi.waitUntil(isNew, { timeout: 2500, interval: 150 })
}
