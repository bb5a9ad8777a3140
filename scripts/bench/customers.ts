import { searchCustomers } from '../../src/customer/customer-search.ts'
import { openDb, type Db } from '../../src/db/db.ts'
import { closePool, openPool } from '../../src/db/pool.ts'
import { testServer } from '../database/test-server.ts'
import { customers, loadAMillionCustomers } from './a-million-customers.ts'
import { benchDatabase } from './bench-database.ts'
import { ms, percentile, verdict } from './figures.ts'

const rounds = 9
const promisedMs = 50

/** What operators type, from the first letters to a whole number. */
const terms = {
  'one letter of a reading': ['さ', 'た', 'や', 'キ'],
  'a family by its reading': ['たかはし', 'ﾅｶｼﾞﾏ', 'サイトウ', 'わたなべ'],
  'a person by the reading': ['たかはし はなこ', 'ヤマダ タロウ', 'すずき け'],
  'a family by name': ['髙橋', '渡辺', '佐々木', '中島'],
  'a person by name': ['佐藤 花子', '斎藤健', '山田太郎'],
  'the first digits of a number': ['090', '0901', '03-5', '+8190'],
  'a whole number': ['090-1234-5678', '0312345678', '+819012340137'],
  'the last four digits': ['5678', '0137', '9999'],
  'an id': ['4711', '1', '999999'],
  'nothing yet': [''],
  'what nobody is called': ['ゑゑゑ', '存在しない', 'zzz'],
}

/** Search among a million customers, on a database of its own. */
export async function benchCustomers(): Promise<boolean> {
  const server = await testServer()
  try {
    const url = await benchDatabase(server.url)
    const db = openDb(openPool(url))
    await loadAMillionCustomers(url)
    return await measure(db)
  } finally {
    await closePool()
    await server.stop()
  }
}

async function measure(db: Db): Promise<boolean> {
  const times: number[] = []
  for (const [kind, list] of Object.entries(terms)) {
    const found: number[] = []
    for (const term of list) found.push(...(await pagesOf(db, term)))
    times.push(...found)
    console.log(`${ms(percentile(found, 0.5))} median ${ms(percentile(found, 0.95))} p95   ${kind}`)
  }
  const p95 = percentile(times, 0.95)
  console.log(
    verdict(`search p95 ≤ ${promisedMs} ms at ${customers} customers`, ms(p95).trim(), p95 <= promisedMs),
  )
  return p95 <= promisedMs
}

/** The times of a term's first two pages in all rounds; the first round is not counted. */
async function pagesOf(db: Db, term: string): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round <= rounds; round++) {
    let after: string | undefined
    for (let page = 1; page <= 2; page++) {
      const began = performance.now()
      const { next } = await searchCustomers(db, after ? { term, after } : { term })
      if (round > 0) times.push(performance.now() - began)
      if (!next) break
      after = next
    }
  }
  return times
}
