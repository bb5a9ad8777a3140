import { sql } from 'kysely'
import { vi } from 'vitest'
import type { Db } from '../../src/db/db.ts'

/** What happens to us after Twilio has done its part and before our commit: the audit is written last. */
export async function betweenTheTwo(db: Db, statement: string) {
  await sql
    .raw(
      `create trigger between_the_two before insert on audit_log for each row
       begin if new.action like 'queues/%' then ${statement}; end if; end`,
    )
    .execute(db)
}

/** The connection that is held up between the two. */
export function heldConnection(db: Db): Promise<{ id: number }> {
  return vi.waitUntil(
    async () => {
      const { rows } = await sql<{ id: number }>`
        select id from information_schema.processlist
        where state like 'user sleep%' and db = database()`.execute(db)
      return rows[0]
    },
    { timeout: 10_000 },
  )
}

export async function killConnection(db: Db): Promise<void> {
  const { id } = await heldConnection(db)
  await sql.raw(`kill ${id}`).execute(db)
}
