import { startOf } from '../business-day.ts'
import type { Db } from '../db/db.ts'
import { VisibleError } from '../errors.ts'
import type { AuditEntry, AuditFilter } from '../http/desk-actions.ts'

const pageSize = 50

/** Newest first, a page at a time. The filters but `from` and `to` match exactly. */
export async function listAudit(
  db: Db,
  filter: AuditFilter,
  timeZone: string,
): Promise<{ entries: AuditEntry[]; next?: string }> {
  const { operatorId, action, subject, from, to, after } = filter
  const before = after === undefined ? undefined : readPlace(after)
  const rows = await db
    .selectFrom('audit_log')
    .leftJoin('operator', 'operator.operator_id', 'audit_log.operator_id')
    .selectAll('audit_log')
    .select(['last_name', 'first_name'])
    .$if(operatorId !== undefined, (query) => query.where('audit_log.operator_id', '=', operatorId!))
    .$if(action !== undefined, (query) => query.where('action', '=', action!))
    .$if(subject !== undefined, (query) => query.where('subject', '=', subject!))
    .$if(from !== undefined, (query) => query.where('at', '>=', edge(from!, timeZone, 0)))
    .$if(to !== undefined, (query) => query.where('at', '<', edge(to!, timeZone, 1)))
    .$if(before !== undefined, (query) => query.where('id', '<', before!))
    .orderBy('id', 'desc')
    .limit(pageSize + 1)
    .execute()
  const entries = rows.slice(0, pageSize).map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    operatorId: row.operator_id,
    operatorName: row.last_name === null ? null : `${row.last_name} ${row.first_name}`,
    action: row.action,
    subject: row.subject,
    before: row.before_value,
    after: row.after_value,
  }))
  return rows.length > pageSize ? { entries, next: String(entries.at(-1)!.id) } : { entries }
}

/** A time as it is; a day from its beginning, or to its end. */
function edge(written: string, timeZone: string, daysLater: 0 | 1): Date {
  return written.includes('T') ? new Date(written) : startOf(written, timeZone, daysLater)
}

function readPlace(cursor: string): number {
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor)
  throw new VisibleError('invalid', { fields: { after: 'malformed' } })
}
