import type { Selectable } from 'kysely'
import type { Db } from '../db/db.ts'
import type { CustomerTable } from '../db/schema.ts'
import type { Customer, CustomerSummary } from '../http/desk-actions.ts'

type Row = Selectable<CustomerTable>

/** In the order of the ids. */
export async function listSummaries(db: Db, ids: readonly number[]): Promise<CustomerSummary[]> {
  const customers = await listCustomers(db, ids)
  return customers.map(({ version: _v, createdAt: _c, updatedAt: _u, ...summary }) => summary)
}

export async function listCustomers(db: Db, ids: readonly number[]): Promise<Customer[]> {
  if (ids.length === 0) return []
  const rows = await db.selectFrom('customer').selectAll().where('customer_id', 'in', ids).execute()
  const numbers = await listNumbers(db, ids)
  const byId = new Map(rows.map((row) => [row.customer_id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    return row ? [toCustomer(row, numbers.get(id) ?? [])] : []
  })
}

export async function findCustomer(db: Db, id: number): Promise<Customer | undefined> {
  return (await listCustomers(db, [id]))[0]
}

/** Only for a transaction. */
export async function lockCustomer(db: Db, id: number): Promise<Customer | undefined> {
  const row = await db
    .selectFrom('customer')
    .selectAll()
    .where('customer_id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && toCustomer(row, (await listNumbers(db, [id])).get(id) ?? [])
}

/** Everybody known under this number: several people may share one. */
export async function listCustomerIdsByNumber(db: Db, number: string, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('customer_number')
    .select('customer_id')
    .where('number', '=', number)
    .orderBy('customer_id')
    .limit(limit)
    .execute()
  return rows.map(({ customer_id }) => customer_id)
}

async function listNumbers(db: Db, ids: readonly number[]): Promise<Map<number, string[]>> {
  const rows = await db
    .selectFrom('customer_number')
    .select(['customer_id', 'number'])
    .where('customer_id', 'in', ids)
    .orderBy('position')
    .execute()
  const numbers = new Map<number, string[]>(ids.map((id) => [id, []]))
  for (const { customer_id, number } of rows) numbers.get(customer_id)?.push(number)
  return numbers
}

function toCustomer(row: Row, numbers: string[]): Customer {
  return {
    customerId: row.customer_id,
    lastName: row.last_name,
    firstName: row.first_name,
    lastNameKana: row.last_name_kana,
    firstNameKana: row.first_name_kana,
    numbers,
    version: row.version,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}
