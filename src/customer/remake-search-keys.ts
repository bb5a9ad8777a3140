import type { Pool, RowDataPacket } from 'mysql2'
import { foldingVersion, searchKey } from '../written/name.ts'

const perLook = 5000

interface Named extends RowDataPacket {
  customer_id: number
  last_name: string
  first_name: string
  last_name_kana: string
  first_name_kana: string
  search_name: string
  search_kana: string
}

/**
 * Makes the keys of customers anew that were made by an older folding, once, beside a desk that works. May be broken off:
 * the next time begins again, and changes only what differs. Answers how many did.
 */
export async function remakeSearchKeys(pool: Pool): Promise<number> {
  const db = pool.promise()
  const [done] = await db.query<RowDataPacket[]>('select version from schema_folding where version >= ?', [
    foldingVersion,
  ])
  if (done.length > 0) return 0
  let remade = 0
  let last: number | undefined = 0
  while (last !== undefined) {
    const [rows]: [Named[], unknown] = await db.query<Named[]>(
      'select * from customer where customer_id > ? order by customer_id limit ?',
      [last, perLook],
    )
    for (const row of rows) remade += await remake(pool, row)
    last = rows.at(-1)?.customer_id
  }
  await db.query('replace into schema_folding (version) values (?)', [foldingVersion])
  return remade
}

/** Not over what somebody has changed meanwhile: that is made by the new folding. */
async function remake(pool: Pool, row: Named): Promise<number> {
  const name = searchKey(row.last_name + row.first_name)
  const kana = searchKey(row.last_name_kana + row.first_name_kana)
  if (name === row.search_name && kana === row.search_kana) return 0
  await pool
    .promise()
    .query(
      'update customer set search_name = ?, search_kana = ? where customer_id = ? and search_name = ? and search_kana = ?',
      [name, kana, row.customer_id, row.search_name, row.search_kana],
    )
  return 1
}
