import type { Db } from '../db/db.ts'
import type { Contact, Outcome } from '../http/desk-actions.ts'

export interface StoredContact {
  contact: Contact
  /** How often its writer's page had changed it: for what that page sends, not for those who read it. */
  edit: number
}

export function findContact(db: Db, contactId: string): Promise<StoredContact | undefined> {
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
          contact: {
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
          edit: row.edit,
        },
    )
}
