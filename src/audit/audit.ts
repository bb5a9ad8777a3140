import type { Db } from '../db/db.ts'
import type { AuditedAction } from '../http/desk-actions.ts'

export interface AuditRecord {
  /** Who did it; null when nobody has signed in. */
  operatorId: string | null
  action: AuditedAction
  /** What was changed: the id of an operator, queue, customer, contact or link. */
  subject: string | null
  before?: object | null
  after?: object | null
}

/** Writes what was done, within the caller's transaction where there is one. Passwords never come here. */
export async function audit(db: Db, now: Date, record: AuditRecord): Promise<void> {
  const json = (value: object | null | undefined) => (value ? JSON.stringify(value) : null)
  await db
    .insertInto('audit_log')
    .values({
      at: now,
      operator_id: record.operatorId,
      action: record.action,
      subject: record.subject,
      before_value: json(record.before),
      after_value: json(record.after),
    })
    .execute()
}
