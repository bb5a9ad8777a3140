import type { Pool, RowDataPacket } from 'mysql2/promise'

/** An indexed column in which rows name a call. */
interface CallColumn {
  tableName: string
  columnName: string
}

export async function callColumns(pool: Pool): Promise<CallColumn[]> {
  const [rows] = await pool.query<RowDataPacket[]>(
    `select distinct table_name as tableName, column_name as columnName from information_schema.statistics
     where table_schema = database() and seq_in_index = 1 and column_name in ('CallSid', 'DequeingCallSid')`,
  )
  return rows as unknown as CallColumn[]
}

const atOnce = 500

/** Everything that is known of each call, as text that can be compared; when a row was last touched does not count. */
export async function rowsByCall(pool: Pool, columns: CallColumn[], calls: string[]) {
  const known = new Map(calls.map((call) => [call, [] as string[]]))
  for (let first = 0; first < calls.length; first += atOnce)
    for (const column of columns)
      for (const { call, row } of await rowsWith(pool, column, calls.slice(first, first + atOnce)))
        known.get(call)?.push(`${column.tableName} ${row}`)
  for (const rows of known.values()) rows.sort()
  return known
}

async function rowsWith(pool: Pool, { tableName, columnName }: CallColumn, calls: string[]) {
  const sql = 'select * from ?? where ?? in (?)'
  const [rows] = await pool.query<RowDataPacket[]>(sql, [tableName, columnName, calls])
  return rows.map(({ updated_at: _, ...row }) => ({
    call: (row as Record<string, string>)[columnName] ?? '',
    row: JSON.stringify(row),
  }))
}
