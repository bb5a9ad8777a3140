import { sql, type RawBuilder } from 'kysely'
import { toE164 } from '../telephone-number.ts'
import { searchKey } from '../written/name.ts'
import { asDialled, searchDigits } from '../written/number.ts'

/**
 * One way to find customers: a walk along one index from wherever the last page ended, so that the hundredth page costs
 * what the first does. `found` is its condition on `customer`; the ways after it leave out what it gave already.
 */
export interface Way {
  name: string
  from: RawBuilder<unknown>
  /** What the index is ordered by, before the id. */
  keys: RawBuilder<unknown>[]
  where: RawBuilder<unknown>
  found: RawBuilder<unknown>
}

/** The ways for a term, the likeliest first. */
export function waysOf(term: string): Way[] {
  const digits = searchDigits(term)
  const key = searchKey(term)
  if (digits) return [...byId(digits), ...byNumbers(digits, term), ...byLastFour(digits), byName(key)]
  if (key) return [byKana(key), byName(key)]
  // Of a name that is nothing but a company's form there is nothing to find by.
  return term === '' ? [newest] : []
}

const column = (name: string) => sql.ref(`customer.${name}`)
const allCustomers = sql`from customer`
export const withNumbers = sql`from customer_number as number join customer on customer.customer_id = number.customer_id`

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

/** As far as it is written; and a whole number in any writing in which it could have been stored. */
function byNumbers(digits: string, term: string): Way[] {
  const whole = toE164(term)
  if (!whole || whole === digits || asDialled(whole) === digits) return [byNumber(digits)]
  return digits.startsWith('+') ? [byNumber(whole)] : [byNumber(digits), byNumber(whole)]
}

function byNumber(digits: string): Way {
  const name = digits.startsWith('+') ? 'number' : 'search_number'
  const here = sql.ref(`number.${name}`)
  const prefix = like(digits)
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
  const found = sameCustomer(sql`other.last_four = ${digits}`)
  const where = sql`number.last_four = ${digits}
    and not ${sameCustomer(sql`other.last_four = ${digits} and other.number < number.number`)}`
  return [{ name: 'lastFour', from: withNumbers, keys: [], where, found }]
}

/**
 * One of the customer's numbers is such an `other`. A single value with a limit, and no `exists`: MySQL makes of a
 * `not exists` a join with all the numbers that there are, where this looks at those of one customer at a time.
 */
function sameCustomer(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`((select 1 from customer_number as other
    where other.customer_id = ${column('customer_id')} and ${condition} limit 1) is not null)`
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

/** `%`, `_` and the backslash are letters like any other. */
function like(prefix: string): string {
  return `${prefix.replace(/[\\%_]/g, '\\$&')}%`
}
