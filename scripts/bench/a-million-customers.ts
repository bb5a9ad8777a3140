import { createPool, type Pool } from 'mysql2/promise'
import { toColumns, toNumberRows } from '../../src/customer/change-customer.ts'
import { poolOptions } from '../../src/db/pool.ts'
import { insert } from './insert.ts'
import { person } from './many-people.ts'

export const customers = 1_000_000
const rowsAStatement = 5000
/** One makes rows while the server takes the other's. */
const hands = 2

/** A million customers with their numbers, the same each time, as customer 1 to 1,000,000. */
export async function loadAMillionCustomers(url: string): Promise<void> {
  const began = performance.now()
  const pool = createPool({ ...poolOptions(url), connectionLimit: hands })
  await withoutIndexes(pool, 'customer', () =>
    withoutIndexes(pool, 'customer_number', async () => {
      await loadCustomers(pool, customers)
    }),
  )
  await pool.query('analyze table customer, customer_number')
  await pool.end()
  console.log(`${customers} customers loaded in ${Math.round((performance.now() - began) / 1000)} s.`)
}

/** As customer 1 to `many`, who are the same people each time. */
export async function loadCustomers(pool: Pool, many: number): Promise<void> {
  await Promise.all(Array.from({ length: hands }, (_, nth) => loadPart(pool, many, nth)))
}

async function loadPart(pool: Pool, many: number, nth: number): Promise<void> {
  for (let first = 1 + nth * rowsAStatement; first <= many; first += hands * rowsAStatement)
    await insertPeople(pool, first, Math.min(rowsAStatement, many + 1 - first))
}

async function insertPeople(pool: Pool, first: number, many: number): Promise<void> {
  const now = new Date()
  const people = Array.from({ length: many }, (_, nth) => person(first + nth))
  const rows = people.map((one, nth) => ({
    customer_id: first + nth,
    ...toColumns(one),
    created_at: now,
    updated_at: now,
  }))
  const numbers = people.flatMap((one, nth) => toNumberRows(first + nth, one.numbers))
  await insert(pool, 'customer', rows)
  await insert(pool, 'customer_number', numbers)
}

/** Built once over all rows, an index takes a fraction of the time that it takes row by row. */
async function withoutIndexes(pool: Pool, table: string, work: () => Promise<void>): Promise<void> {
  const [rows] = await pool.query(
    `select index_name as name, group_concat(column_name order by seq_in_index) as columns
      from information_schema.statistics
      where table_schema = database() and table_name = ? and index_name <> 'PRIMARY' group by index_name`,
    [table],
  )
  const indexes = rows as { name: string; columns: string }[]
  await pool.query(`alter table ${table} ${indexes.map(({ name }) => `drop index ${name}`).join(', ')}`)
  await work()
  const added = indexes.map(({ name, columns }) => `add index ${name} (${columns})`)
  await pool.query(`alter table ${table} ${added.join(', ')}`)
}
