import type { Db } from '../db/db.ts'
import type { Contact, Outcome } from '../http/desk-actions.ts'

export function findContact(db: Db, contactId: string): Promise<Contact | undefined> {
  return db
    .selectFrom('contact')
    .innerJoin('operator', 'operator.operator_id', 'contact.operator_id')
    .selectAll('contact')
    .select(['last_name', 'first_name'])
    .where('contact_id', '=', contactId)
    .executeTakeFirst()
    .then(
      (row) =>
        row && {
          contactId: row.contact_id,
          customerId: row.customer_id,
          operatorId: row.operator_id,
          operatorName: `${row.last_name} ${row.first_name}`,
          callSid: row.CallSid,
          number: row.number,
          queueId: row.queue_id,
          outcome: row.outcome as Outcome,
          note: row.note,
          contactedAt: row.contacted_at.toISOString(),
          version: row.version,
        },
    )
}
