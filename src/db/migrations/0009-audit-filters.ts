import { sql, type Kysely } from 'kysely'

const filters = {
  audit_log_operator_action: 'operator_id, action, at',
  audit_log_subject_operator: 'subject, operator_id, at',
  audit_log_subject_action: 'subject, action, at',
}

/** The log by any two of its filters: what one person did all day may be what another never does. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select distinct index_name as name from information_schema.statistics
    where table_schema = database() and table_name = 'audit_log'`.execute(db)
  const missing = Object.entries(filters).filter(([name]) => !rows.some((row) => row.name === name))
  if (missing.length === 0) return
  const added = missing.map(([name, columns]) => `add index ${name} (${columns})`)
  await sql.raw(`alter table audit_log ${added.join(', ')}`).execute(db)
}
