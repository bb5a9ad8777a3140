import type { Selectable } from 'kysely'
import type { Db } from '../db/db.ts'
import type { CustomerTable } from '../db/schema.ts'
import type { Customer, CustomerSummary } from '../http/desk-actions.ts'

/** A customer beside one of the customer's numbers, if there is any; in the order of the numbers. */
export type CustomerRow = Selectable<CustomerTable> & { number: string | null }

/** In the order of the ids. */
export async function listSummaries(db: Db, ids: readonly number[]): Promise<CustomerSummary[]> {
  const customers = await listCustomers(db, ids)
  return customers.map(({ version: _v, createdAt: _c, updatedAt: _u, ...summary }) => summary)
}

export async function listCustomers(db: Db, ids: readonly number[]): Promise<Customer[]> {
  if (ids.length === 0) return []
  const rows = await withNumbers(db).where('customer.customer_id', 'in', ids).execute()
  const byId = new Map(toCustomers(rows).map((customer) => [customer.customerId, customer]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

export async function findCustomer(db: Db, id: number): Promise<Customer | undefined> {
  return (await listCustomers(db, [id]))[0]
}

/** Whom a page has registered under its own id. */
export async function findRegistered(db: Db, registrationId = ''): Promise<Customer | undefined> {
  const rows = await withNumbers(db).where('registration_id', '=', registrationId).execute()
  return toCustomers(rows)[0]
}

/** Only for a transaction. */
export async function lockCustomer(db: Db, id: number): Promise<Customer | undefined> {
  const rows = await withNumbers(db).where('customer.customer_id', '=', id).forUpdate().execute()
  return toCustomers(rows)[0]
}

function withNumbers(db: Db) {
  return db
    .selectFrom('customer')
    .leftJoin('customer_number', 'customer_number.customer_id', 'customer.customer_id')
    .selectAll('customer')
    .select('customer_number.number')
    .orderBy('position')
}

export function toCustomers(rows: readonly CustomerRow[]): Customer[] {
  const customers = new Map<number, Customer>()
  for (const row of rows) {
    const customer = customers.get(row.customer_id) ?? toCustomer(row)
    customers.set(row.customer_id, customer)
    if (row.number !== null) customer.numbers.push(row.number)
  }
  return [...customers.values()]
}

function toCustomer(row: CustomerRow): Customer {
  return {
    customerId: row.customer_id,
    lastName: row.last_name,
    firstName: row.first_name,
    lastNameKana: row.last_name_kana,
    firstNameKana: row.first_name_kana,
    numbers: [],
    version: row.version,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}
