import type { Db } from '../db/db.ts'
import type { Contact, Outcome } from '../http/desk-actions.ts'

export function findContact(db: Db, contactId: string): Promise<Contact | undefined> {
  return contacts(db)
    .where('contact_id', '=', contactId)
    .executeTakeFirst()
    .then((row) => row && toContact(row))
}

/** Newest first. */
export async function listContacts(db: Db, customerId: number, limit: number): Promise<Contact[]> {
  const rows = await contacts(db)
    .where('customer_id', '=', customerId)
    .orderBy('contacted_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toContact)
}

function contacts(db: Db) {
  return db
    .selectFrom('contact')
    .innerJoin('operator', 'operator.operator_id', 'contact.operator_id')
    .selectAll('contact')
    .select(['last_name', 'first_name'])
}

type Row = Awaited<ReturnType<ReturnType<typeof contacts>['execute']>>[number]

function toContact(row: Row): Contact {
  return {
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
  }
}
