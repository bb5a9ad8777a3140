import { createPool, type Pool, type RowDataPacket } from 'mysql2'
import { afterAll, beforeAll } from 'vitest'
import { poolOptions } from '../../src/db/pool.ts'
import { statementOf, type Procedure } from '../../src/db/procedures.ts'
import type { TestDatabase } from './database.ts'

/** Writes as so many containers do, each over its one connection; without a second try. */
export function useContainers(database: TestDatabase, count: number) {
  let pools: Pool[] = []
  let next = 0
  beforeAll(() => {
    pools = Array.from({ length: count }, () => createPool(poolOptions(database.url)))
  })
  afterAll(() => Promise.all(pools.map((pool) => pool.promise().end())))
  return async (procedure: Procedure): Promise<RowDataPacket[]> => {
    const { sql, values } = statementOf(procedure)
    const [rows] = await pools[next++ % pools.length]!.promise().query<RowDataPacket[]>(sql, values)
    return rows
  }
}

/** Different for each seed, the same in each run. */
export function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  let state = seed * 7919 + 1
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
