import type { Kysely } from 'kysely'
import { addColumns, addIndexes } from './add-once.ts'

/** No two ids differ only in case. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await neverTwice(db, 'queue', 'queue_id')
  await neverTwice(db, 'operator', 'operator_id')
  await neverTwice(db, 'operator', 'client_name')
}

async function neverTwice(db: Kysely<unknown>, table: string, column: string): Promise<void> {
  const folded = `${column}_folded`
  await addColumns(db, table, { [folded]: `varchar(64) generated always as (lower(${column})) stored` })
  await addIndexes(db, table, { [`${table}_${folded}`]: `unique (${folded})` })
}
