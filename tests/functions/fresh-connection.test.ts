import { sql } from 'kysely'
import { createPool, type Pool } from 'mysql2'
import { createConnection, type Connection } from 'mysql2/promise'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDb, type Db } from '../../src/db/db.ts'
import { poolOptions } from '../../src/db/pool.ts'
import { inTransaction } from '../../src/db/transaction.ts'
import { killConnection } from '../support/between-the-two.ts'
import { useDatabase } from '../support/database.ts'
import { limitedUser, type LimitedUser } from '../support/limited-user.ts'
import { Road } from '../support/road.ts'

const database = useDatabase()
let admin: Connection
let user: LimitedUser
let road: Road
let pool: Pool
/** The desk's, of one container, as a user who may not write where nobody may. */
let desk: Db

beforeEach(async () => {
  admin = await createConnection(database.url)
  user = await limitedUser(database.url)
  road = await Road.to(database.url)
  pool = createPool(poolOptions(road.urlFor(user.name, user.password)))
  desk = openDb(pool)
  await sql`select 1`.execute(desk)
})
afterEach(async () => {
  await admin.query('set global read_only = 0')
  await pool.promise().end()
  await road.close()
  await user.remove()
  await admin.end()
})

const attempt = (db: Db) => db.insertInto('sign_in_attempt').values({ attempted_at: new Date() }).execute()
const attempts = async () => (await database.db.selectFrom('sign_in_attempt').selectAll().execute()).length

/** The server that the desk is connected to only reads from now on; new connections lead to one that writes. */
async function failOver(): Promise<void> {
  await admin.query('set global read_only = 1')
  road.switchBefore(() => admin.query('set global read_only = 0'))
}

const kill = async () => {
  const { rows } = await sql<{ id: number }>`select connection_id() as id`.execute(desk)
  await admin.query(`kill ${rows[0]!.id}`)
}

test('after a failover a row is written over a new connection', async () => {
  await failOver()
  await attempt(desk)
  expect([await attempts(), road.connections]).toEqual([1, 2])
})

test('and a transaction from its beginning, all of it once', async () => {
  const seen: number[] = []
  await inTransaction(desk, async (db) => {
    await attempt(db)
    seen.push(seen.length)
    if (seen.length === 1) await failOver()
    await attempt(db)
  })
  expect(seen).toHaveLength(2)
  expect([await attempts(), road.connections]).toEqual([2, 2])
})

test('even where the server became one that only reads just before the commit', async () => {
  let times = 0
  await inTransaction(desk, async (db) => {
    await attempt(db)
    if (++times === 1) await failOver()
  })
  expect([times, await attempts()]).toEqual([2, 1])
})

test('while there is no server that writes, that is said, and the connection is not kept for later', async () => {
  await admin.query('set global read_only = 1')
  await expect(attempt(desk)).rejects.toMatchObject({ errno: 1290 })
  await expect(inTransaction(desk, attempt)).rejects.toMatchObject({ errno: 1290 })
  const before = road.connections
  await admin.query('set global read_only = 0')
  await attempt(desk)
  expect([await attempts(), road.connections - before]).toEqual([1, 1])
})

test('what is read meanwhile is read from the server that only reads', async () => {
  await failOver()
  expect((await sql`select 2`.execute(desk)).rows).toHaveLength(1)
  expect(road.connections).toBe(1)
})

test('a query whose connection is killed is asked again over another', async () => {
  const asked = sql<{ slept: number }>`select sleep(0.5), 1 as slept`.execute(desk)
  await killConnection(database.db)
  expect((await asked).rows).toMatchObject([{ slept: 1 }])
  expect(road.connections).toBe(2)
})

test('a transaction whose connection is killed before its commit is begun again', async () => {
  let times = 0
  const both = inTransaction(desk, async (db) => {
    await attempt(db)
    if (++times === 1) await sql`select sleep(0.5)`.execute(db)
  })
  await killConnection(database.db)
  await both
  expect([times, await attempts(), road.connections]).toEqual([2, 1, 2])
})

test('so is one that was killed between two statements', async () => {
  let times = 0
  await inTransaction(desk, async (db) => {
    await attempt(db)
    if (++times > 1) return
    const { rows } = await sql<{ id: number }>`select connection_id() as id`.execute(db)
    await admin.query(`kill ${rows[0]!.id}`)
    await attempt(db)
  })
  expect([times, await attempts()]).toEqual([2, 1])
})

test('a connection that was killed while nobody used it is not noticed', async () => {
  await kill()
  await attempt(desk)
  await kill()
  await inTransaction(desk, attempt)
  expect(await attempts()).toBe(2)
})

test('a transaction whose commit was not answered is not made twice', async () => {
  road.loseNextCommit()
  await expect(inTransaction(desk, attempt)).rejects.toMatchObject({ code: 'PROTOCOL_CONNECTION_LOST' })
  expect(await attempts()).toBe(1)
})

test('what takes too long is not asked again', async () => {
  await admin.query('lock tables sign_in_attempt write')
  const before = road.commands
  await expect(attempt(desk)).rejects.toMatchObject({ code: 'PROTOCOL_SEQUENCE_TIMEOUT' })
  expect(road.commands - before).toBe(1)
  await admin.query('unlock tables')
})

test('an error of ours costs neither the connection nor a second try', async () => {
  const before = road.commands
  await expect(sql`select nothing from nowhere`.execute(desk)).rejects.toMatchObject({ errno: 1146 })
  expect([road.commands - before, road.connections]).toEqual([1, 1])
  await attempt(desk)
  expect(road.connections).toBe(1)
})
