import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../db/db.ts'
import { VisibleError } from '../errors.ts'
import type { CustomerSummary } from '../http/desk-actions.ts'
import { listSummaries } from './customer-queries.ts'
import { readPlace, writePlace, type Place } from './search-place.ts'
import { waysOf, withNumbers, type Way } from './search-ways.ts'

/** Customers on one page. */
const pageSize = 20

/** All customers, the newest first, for an empty term; else by prefix of id, number, reading or name, or last four digits. */
export async function searchCustomers(
  db: Db,
  { term, after }: { term: string; after?: string },
): Promise<{ customers: CustomerSummary[]; next?: string }> {
  const ways = waysOf(term)
  const start = after === undefined ? undefined : readPlace(after)
  const first = start ? ways.findIndex((way) => isPlaceOf(way, start)) : 0
  if (first < 0) throw new VisibleError('invalid', { fields: { after: 'malformed' } })

  const hits: Place[] = []
  for (let index = first; index < ways.length && hits.length <= pageSize; index++) {
    const wanted = pageSize + 1 - hits.length
    hits.push(...(await walk(db, ways, index, index === first ? start : undefined, wanted)))
  }
  const page = hits.slice(0, pageSize)
  const customers = await listSummaries(
    db,
    page.map(({ id }) => id),
  )
  return hits.length > pageSize ? { customers, next: writePlace(page.at(-1)!) } : { customers }
}

/** A number's column is ASCII, and compares with nothing else. */
function isPlaceOf({ name, from, keys }: Way, place: Place): boolean {
  const isReadable = from !== withNumbers || place.keys.every((key) => /^[ -~]*$/.test(key))
  return name === place.way && keys.length === place.keys.length && isReadable
}

async function walk(
  db: Db,
  ways: Way[],
  index: number,
  start: Place | undefined,
  limit: number,
): Promise<Place[]> {
  const { name, from, keys, where } = ways[index]!
  const given = ways.slice(0, index).map(({ found }) => sql` and not (${found})`)
  const id = sql.ref(from === withNumbers ? 'number.customer_id' : 'customer.customer_id')
  const selected = keys.map((key, nth) => sql`${key} as ${sql.ref(`key${nth}`)}, `)
  const { rows } = await sql<Record<string, string> & { id: number }>`
    select ${sql.join(selected, sql``)}${id} as id ${from}
    where ${where}${sql.join(given, sql``)}${start ? beyond(ways[index]!, id, start) : sql``}
    order by ${sql.join([...keys, name === 'newest' ? sql`${id} desc` : id])} limit ${limit}`.execute(db)
  return rows.map((row) => ({ way: name, keys: keys.map((_, nth) => row[`key${nth}`]!), id: row.id }))
}

/** Past the last row of the page before: a greater first key, or the same and a greater second, or … a greater id. */
function beyond({ name, keys }: Way, id: RawBuilder<unknown>, start: Place): RawBuilder<unknown> {
  if (name === 'newest') return sql` and ${id} < ${start.id}`
  const greater = keys.reduceRight(
    (rest, key, nth) => sql`(${key} > ${start.keys[nth]} or (${key} = ${start.keys[nth]} and ${rest}))`,
    sql`${id} > ${start.id}`,
  )
  // The first condition alone lets the server begin in the middle of the index.
  return keys.length > 0 ? sql` and ${keys[0]} >= ${start.keys[0]} and ${greater}` : sql` and ${greater}`
}
