import type { Kysely } from 'kysely'
import { addIndexes } from './add-once.ts'

/** Whether the centre was called on a number, which is then its own and not dialled. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addIndexes(db, 'statuscallback_data', { statuscallback_data_to: '(`To`, leg)' })
}
