import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../db/db.ts'
import { VisibleError } from '../errors.ts'
import type { CustomerSummary } from '../http/desk-actions.ts'
import { listSummaries } from './customer-queries.ts'
import { searchDigits, searchKey } from './search-key.ts'

/** Customers on one page. */
const pageSize = 20

/**
 * One way to find customers: a walk along one index from wherever the last page ended, so that the hundredth page costs
 * what the first does. `found` is its condition on `customer`; the ways after it leave out what it gave already.
 */
interface Way {
  name: string
  from: RawBuilder<unknown>
  /** What the index is ordered by, before the id. */
  keys: RawBuilder<unknown>[]
  where: RawBuilder<unknown>
  found: RawBuilder<unknown>
}

interface Place {
  way: string
  keys: string[]
  id: number
}

/** All customers, the newest first, for an empty term; else by prefix of id, number, reading or name, or last four digits. */
export async function searchCustomers(
  db: Db,
  { term, after }: { term: string; after?: string },
): Promise<{ customers: CustomerSummary[]; next?: string }> {
  const ways = waysOf(term)
  const start = after === undefined ? undefined : readPlace(after)
  const first = start
    ? ways.findIndex(({ name, keys }) => name === start.way && keys.length === start.keys.length)
    : 0
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

function waysOf(term: string): Way[] {
  const digits = searchDigits(term)
  const key = searchKey(term)
  if (digits) return [...byId(digits), byNumber(digits), ...byLastFour(digits), byName(key)]
  return key ? [byKana(key), byName(key)] : [newest]
}

const column = (name: string) => sql.ref(`customer.${name}`)
const allCustomers = sql`from customer`
const withNumbers = sql`from customer_number as number join customer on customer.customer_id = number.customer_id`

const newest: Way = {
  name: 'newest',
  from: allCustomers,
  keys: [],
  where: sql`true`,
  found: sql`true`,
}

/** 12 finds 12, 120 to 129, 1200 to 1299 …: ranges of the primary key, none of them wider than the ids there can be. */
function byId(digits: string): Way[] {
  if (!/^[1-9]\d{0,11}$/.test(digits)) return []
  const powers = Array.from({ length: 13 - digits.length }, (_, power) => 10 ** power)
  const ranges = powers.map((power) => {
    const least = Number(digits) * power
    return sql`${column('customer_id')} between ${least} and ${least + power - 1}`
  })
  const found = sql`(${sql.join(ranges, sql` or `)})`
  return [{ name: 'id', from: allCustomers, keys: [], where: found, found }]
}

function byNumber(digits: string): Way {
  const name = digits.startsWith('+') ? 'number' : 'search_number'
  const here = sql.ref(`number.${name}`)
  const prefix = like(digits)
  const sameCustomer = (condition: RawBuilder<unknown>) =>
    sql`exists (select 1 from customer_number as other where other.customer_id = ${column('customer_id')} and ${condition})`
  const other = sql.ref(`other.${name}`)
  return {
    name,
    from: withNumbers,
    keys: [here],
    // A customer with two such numbers comes once, by the first of them.
    where: sql`${here} like ${prefix} and not ${sameCustomer(sql`${other} like ${prefix} and ${other} < ${here}`)}`,
    found: sameCustomer(sql`${other} like ${prefix}`),
  }
}

function byLastFour(digits: string): Way[] {
  if (!/^\d{4}$/.test(digits)) return []
  const where = sql`number.last_four = ${digits} and not exists (
    select 1 from customer_number as other
    where other.customer_id = number.customer_id and other.last_four = ${digits} and other.number < number.number)`
  const found = sql`exists (
    select 1 from customer_number as other
    where other.customer_id = ${column('customer_id')} and other.last_four = ${digits})`
  return [{ name: 'lastFour', from: withNumbers, keys: [], where, found }]
}

function byKana(key: string): Way {
  const found = sql`${column('search_kana')} like ${like(key)}`
  return { name: 'kana', from: allCustomers, keys: [column('search_kana')], where: found, found }
}

function byName(key: string): Way {
  const found = sql`${column('search_name')} like ${like(key)}`
  // The reading is in the index too: those found by it already are passed over without a look at their rows.
  const keys = [column('search_name'), column('search_kana')]
  return { name: 'name', from: allCustomers, keys, where: found, found }
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

/** `%`, `_` and the backslash are letters like any other. */
function like(prefix: string): string {
  return `${prefix.replace(/[\\%_]/g, '\\$&')}%`
}

function writePlace({ way, keys, id }: Place): string {
  return Buffer.from(JSON.stringify([way, id, ...keys])).toString('base64url')
}

function readPlace(cursor: string): Place {
  try {
    const [way, id, ...keys] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (typeof way === 'string' && typeof id === 'number' && keys.every(isText)) return { way, id, keys }
  } catch {
    // Not one of ours: the same refusal.
  }
  throw new VisibleError('invalid', { fields: { after: 'malformed' } })
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
