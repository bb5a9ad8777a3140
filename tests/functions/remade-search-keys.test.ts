import { expect, test } from 'vitest'
import { remakeSearchKeys } from '../../src/customer/remake-search-keys.ts'
import { searchCustomers } from '../../src/customer/customer-search.ts'
import { openPool } from '../../src/db/pool.ts'
import { useDatabase } from '../support/database.ts'

const database = useDatabase()
const stamps = { created_at: new Date(), updated_at: new Date() }

async function aCustomer(last_name: string, search_name: string): Promise<void> {
  const names = { last_name, first_name: '', last_name_kana: 'カツラギ', first_name_kana: '' }
  await database.db
    .insertInto('customer')
    .values({ ...names, search_name, search_kana: 'かつらぎ', ...stamps })
    .execute()
}

test('customers of before the folding are found by it, once it was gone through', async () => {
  await aCustomer('葛\u{e0100}城', '葛\u{e0100}城')
  await aCustomer('葛城', '葛城')
  const pool = openPool(database.url)
  expect(await remakeSearchKeys(pool)).toBe(1)
  expect((await searchCustomers(database.db, { term: '葛城' })).customers).toHaveLength(2)
  await aCustomer('山田', 'made by hand')
  expect(await remakeSearchKeys(pool)).toBe(0)
})
