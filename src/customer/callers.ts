import { sql } from 'kysely'
import type { Db } from '../db/db.ts'
import type { KnownCaller } from '../http/desk-actions.ts'
import { toCustomers, type CustomerRow } from './customer-queries.ts'

export type Caller = Omit<KnownCaller, 'timeline'>

/** People who share one number, as a whole house may. */
const mostCallers = 100

/** Everybody known under this number, with all their numbers, in one statement. */
export async function listCallers(db: Db, number: string): Promise<Caller[]> {
  const { rows } = await sql<CustomerRow & { last_contact_at: Date | null }>`
    select customer.*, every_number.number, known.last_contact_at
    from (
      select customer_id, (
        select contacted_at from contact where contact.customer_id = customer_number.customer_id
        order by contacted_at desc limit 1) as last_contact_at
      from customer_number where number = ${number} order by customer_id limit ${mostCallers}
    ) as known
    join customer on customer.customer_id = known.customer_id
    join customer_number as every_number on every_number.customer_id = known.customer_id
    order by customer.customer_id, every_number.position`.execute(db)
  const contactedAt = new Map(rows.map((row) => [row.customer_id, row.last_contact_at]))
  return toCustomers(rows).map((customer) => ({
    customer,
    lastContactAt: contactedAt.get(customer.customerId)?.toISOString() ?? null,
  }))
}
