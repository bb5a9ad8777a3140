import { sql, type ExpressionBuilder } from 'kysely'
import { startOf } from '../business-day.ts'
import type { Db } from '../db/db.ts'
import type { Database } from '../db/schema.ts'
import { VisibleError } from '../errors.ts'
import type { AuditEntry, AuditFilter } from '../http/desk-actions.ts'

const pageSize = 50

/** Newest first, a page at a time. The filters but `from` and `to` match exactly. */
export async function listAudit(
  db: Db,
  filter: AuditFilter,
  timeZone: string,
): Promise<{ entries: AuditEntry[]; next?: string }> {
  const rows = await db
    .selectFrom(pageOf(db, filter, timeZone).as('page'))
    .innerJoin('audit_log', 'audit_log.id', 'page.id')
    .leftJoin('operator', 'operator.operator_id', 'audit_log.operator_id')
    .selectAll('audit_log')
    .select(['last_name', 'first_name'])
    .orderBy('audit_log.at', 'desc')
    .orderBy('audit_log.id', 'desc')
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
  return rows.length > pageSize ? { entries, next: writePlace(entries.at(-1)!) } : { entries }
}

/** The ids alone: for these an index of the filters has all that is asked, and is walked from where the page begins. */
function pageOf(db: Db, filter: AuditFilter, timeZone: string) {
  const { operatorId, action, subject, from, to, after } = filter
  const before = after === undefined ? undefined : readPlace(after)
  return db
    .selectFrom('audit_log')
    .modifyFront(sql.raw(`/*+ index(audit_log ${indexFor(filter)}) */`))
    .select('id')
    .$if(operatorId !== undefined, (query) => query.where('operator_id', '=', operatorId!))
    .$if(action !== undefined, (query) => query.where('action', '=', action!))
    .$if(subject !== undefined, (query) => query.where('subject', '=', subject!))
    .$if(from !== undefined, (query) => query.where('at', '>=', edge(from!, timeZone, 0)))
    .$if(to !== undefined, (query) => query.where('at', '<', edge(to!, timeZone, 1)))
    .$if(before !== undefined, (query) => query.where(isBefore(before!)))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(pageSize + 1)
}

/** By itself MySQL may take an index with one column more, and sort all that it finds there. MariaDB needs no hint. */
function indexFor({ subject, operatorId, action }: AuditFilter): string {
  const given = Object.entries({ subject, operator: operatorId, action }).filter(
    ([, value]) => value !== undefined,
  )
  const columns = given.map(([column]) => column).slice(0, 2)
  return `audit_log_${columns.join('_') || 'at'}`
}

/** A time as it is; a day from its beginning, or to its end. */
function edge(written: string, timeZone: string, daysLater: 0 | 1): Date {
  return written.includes('T') ? new Date(written) : startOf(written, timeZone, daysLater)
}

interface Place {
  at: Date
  id: number
}

/** The first condition alone lets the server begin in the middle of the index. */
function isBefore({ at, id }: Place) {
  return (entry: ExpressionBuilder<Database, 'audit_log'>) =>
    entry.and([entry('at', '<=', at), entry.or([entry('at', '<', at), entry('id', '<', id)])])
}

function writePlace({ at, id }: AuditEntry): string {
  return `${Date.parse(at)}-${id}`
}

function readPlace(cursor: string): Place {
  const [, at, id] = /^(\d{1,14})-(\d{1,15})$/.exec(cursor) ?? []
  if (at && id) return { at: new Date(Number(at)), id: Number(id) }
  throw new VisibleError('invalid', { fields: { after: 'malformed' } })
}
