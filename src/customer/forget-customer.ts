import { sql } from 'kysely'
import type { Db } from '../db/db.ts'
import type { Customer } from '../http/desk-actions.ts'

/** What colleagues wrote stays when a customer goes, and is found by the number, as of any caller whom nobody knows. */
export async function keepNotes(db: Db, { customerId, numbers }: Customer): Promise<void> {
  const number = numbers[0] ?? null
  await db
    .updateTable('contact')
    .set({ customer_id: null, number: sql`coalesce(number, ${number})` })
    .where('customer_id', '=', customerId)
    .execute()
}

/**
 * Who it was is forgotten everywhere: notes of numbers that are nobody else's too, and names and numbers in the log. The
 * customer's own notes go with the customer.
 */
export async function forgetHistory(db: Db, { customerId, numbers }: Customer): Promise<void> {
  await sql`
    update contact join audit_log on audit_log.subject = convert(contact.contact_id using utf8mb4) collate utf8mb4_bin
      and audit_log.action = 'contacts/save'
    set before_value = json_replace(before_value, '$.number', null),
      after_value = json_replace(after_value, '$.number', null)
    where contact.customer_id = ${customerId}`.execute(db)
  await sql`
    update audit_log
    set before_value = ${blanked('before_value')}, after_value = ${blanked('after_value')}
    where subject = ${String(customerId)} and action in ('customers/create', 'customers/update', 'customers/delete')`.execute(
    db,
  )
  if (numbers.length === 0) return
  await sql`
    delete from contact where customer_id is null and number in (${sql.join(numbers)})
      and not exists (
        select 1 from customer_number as other
        where other.number = contact.number and other.customer_id <> ${customerId})`.execute(db)
}

/** The customer without all that tells who it was, as the log keeps it. */
export function nameless(customer: Customer): Customer {
  return { ...customer, lastName: '', firstName: '', lastNameKana: '', firstNameKana: '', numbers: [] }
}

function blanked(column: 'before_value' | 'after_value') {
  return sql`json_replace(${sql.ref(column)}, '$.lastName', '', '$.firstName', '', '$.lastNameKana', '',
    '$.firstNameKana', '', '$.numbers', json_array())`
}
