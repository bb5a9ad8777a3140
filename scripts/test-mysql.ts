import { PlainError, run } from './plain-error.ts'
import { testAll } from './test.ts'

await run(main)

/** The whole suite against the server at TEST_DATABASE_URL; it makes and empties databases named runa_test_… there. */
async function main(): Promise<void> {
  if (!process.env.TEST_DATABASE_URL) {
    throw new PlainError(
      'TEST_DATABASE_URL is not set: give the address of a MySQL or MariaDB server, mysql://user:password@host:3306/.',
    )
  }
  await testAll()
}
