import { knownTimeZone } from '../../../src/business-day.ts'
import { auditFilter } from '../../../src/audit/audit-schemas.ts'
import { listAudit } from '../../../src/audit/list-audit.ts'
import { adminFunction } from '../../../src/http/desk-doors.ts'

/** Who did what when. */
export const handler = adminFunction('audit/list', auditFilter, async (filter, { db, config }) =>
  listAudit(db, filter, knownTimeZone(config)),
)
