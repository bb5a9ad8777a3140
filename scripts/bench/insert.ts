import type { Pool } from 'mysql2/promise'

/** All rows in one statement. */
export async function insert(pool: Pool, table: string, rows: object[]): Promise<void> {
  const columns = Object.keys(rows[0]!).map((column) => `\`${column}\``)
  await pool.query(`insert into ${table} (${columns.join(', ')}) values ?`, [
    rows.map((row) => Object.values(row)),
  ])
}
