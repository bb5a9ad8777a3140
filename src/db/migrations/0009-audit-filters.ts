import type { Kysely } from 'kysely'
import { addIndexes } from './add-once.ts'

/** The log by any two of its filters: what one person did all day may be what another never does. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addIndexes(db, 'audit_log', {
    audit_log_operator_action: '(operator_id, action, at)',
    audit_log_subject_operator: '(subject, operator_id, at)',
    audit_log_subject_action: '(subject, action, at)',
  })
}
