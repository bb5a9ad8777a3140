import type { Kysely } from 'kysely'
import { addColumns } from './add-once.ts'

/**
 * A fact: since when a visit lasts by what its own webhooks say. `entered_at` is what all together say, and may change
 * back when an answer turns out to be another visit's.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, 'enqueue_data', { entered_told_at: 'datetime(3) null' })
}
