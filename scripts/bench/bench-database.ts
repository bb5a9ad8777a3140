import { createConnection } from 'mysql2/promise'
import { migrate } from '../../src/db/migrator.ts'
import { openPool } from '../../src/db/pool.ts'

/** A database of this bench's own on the server, with all tables and nothing in them. */
export async function benchDatabase(server: string): Promise<string> {
  const connection = await createConnection(server)
  await connection.query('drop database if exists runa_bench')
  await connection.query('create database runa_bench character set utf8mb4 collate utf8mb4_bin')
  await connection.end()
  const url = new URL('/runa_bench', server).href
  await migrate(openPool(url))
  return url
}
