import { createConnection } from 'mysql2/promise'
import { afterAll, expect, test } from 'vitest'
import { anOperator } from '../../support/builders.ts'
import { useCentre } from '../../support/centre.ts'
import { workerDatabase } from '../../support/database.ts'
import { signIn } from '../../support/desk-client.ts'
import { limitedUser } from '../../support/limited-user.ts'
import { Road } from '../../support/road.ts'

const databaseUrl = await workerDatabase()
const admin = await createConnection(databaseUrl)
const user = await limitedUser(databaseUrl)
const road = await Road.to(databaseUrl)
const centre = useCentre({ environment: { DATABASE_URL: road.urlFor(user.name, user.password) } })

afterAll(async () => {
  await admin.query('set global read_only = 0')
  await road.close()
  await user.remove()
  await admin.end()
})

/** The server that the functions are connected to only reads from now on; new connections lead to one that writes. */
async function failOver(): Promise<void> {
  await admin.query('set global read_only = 1')
  road.switchBefore(() => admin.query('set global read_only = 0'))
}

test('nobody at the desk notices a failover of the database', async () => {
  await anOperator(centre.db)
  await failOver()
  const desk = await signIn(centre.url, 'operator1')
  await failOver()
  const { customer } = await desk.must('customers/create', { lastName: '鈴木', numbers: [] })
  const customers = await centre.db.selectFrom('customer').select('customer_id').execute()
  expect(customers).toEqual([{ customer_id: customer.customerId }])
  await failOver()
  expect((await desk.call('session/logout', {})).status).toBe(200)
})

test('while no server writes, the desk reads, and says why it writes nothing', async () => {
  await anOperator(centre.db)
  const desk = await signIn(centre.url, 'operator1')
  await admin.query('set global read_only = 1')
  expect((await desk.call('session/current', {})).status).toBe(200)
  expect(await desk.call('customers/create', { lastName: '鈴木', numbers: [] })).toMatchObject({
    status: 503,
    body: { error: { code: 'database-away' } },
  })
  await admin.query('set global read_only = 0')
  await desk.must('customers/create', { lastName: '鈴木', numbers: [] })
})
