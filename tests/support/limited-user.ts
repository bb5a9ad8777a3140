import { createConnection } from 'mysql2/promise'

export interface LimitedUser {
  name: string
  password: string
  remove(): Promise<void>
}

/** A user of the database as production has one: with no more rights than it needs, and bound by `read_only`. */
export async function limitedUser(databaseUrl: string, limits = ''): Promise<LimitedUser> {
  const admin = await createConnection(databaseUrl)
  const name = `limited_${process.env.VITEST_POOL_ID}`
  const password = 'not-a-real-password'
  const schema = new URL(databaseUrl).pathname.slice(1)
  await admin.query(`drop user if exists ${name}@'%'`)
  await admin.query(`create user ${name}@'%' identified by '${password}' ${limits}`)
  await admin.query(`grant select, insert, update, delete, execute on ${schema}.* to ${name}@'%'`)
  const remove = async () => {
    await admin.query(`drop user ${name}@'%'`)
    await admin.end()
  }
  return { name, password, remove }
}
