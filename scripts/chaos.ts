import { createConnection } from 'mysql2/promise'
import { openDb } from '../src/db/db.ts'
import { migrate } from '../src/db/migrator.ts'
import { closePool, openPool } from '../src/db/pool.ts'
import { runRandomCalls, type Outcome } from '../tests/calls/random/random-calls.ts'
import { startCentre } from '../tests/support/centre.ts'
import { repair } from '../tests/support/repair.ts'
import { Road } from '../tests/support/road.ts'
import { build } from './build.ts'
import { chaosArguments, type ChaosArguments } from './chaos/arguments.ts'
import { testServer } from './database/test-server.ts'
import { run } from './plain-error.ts'
import { tree } from './tree.ts'

if (import.meta.main) await run(main)

/**
 * Whole calls at random through the built functions, with everything that goes wrong at Twilio and, with `--mysql`, at
 * MySQL; exit code 1 where a row does not tell what happened. The same seed does the same again.
 */
async function main(): Promise<void> {
  const given = chaosArguments()
  console.log(`${given.calls} calls, seed ${given.seed}${given.mysql ? ', with trouble at MySQL' : ''} …`)
  const { outcome, repaired } = await happen(given)
  console.log(summaryOf(outcome))
  if (repaired) console.log(repaired)
  const wrong = await outcome.wrong()
  for (const story of wrong) console.log(`\n${story}`)
  console.log(`\n${wrong.length} rows wrong, seed ${given.seed}`)
  if (wrong.length > 0) process.exitCode = 1
}

async function happen({ calls, seed, mysql }: ChaosArguments) {
  const [server] = await Promise.all([testServer(), process.env.RUNA_BUILT ? undefined : build()])
  const url = await freshDatabase(server.url)
  const road = await Road.to(url)
  tree.add(() => road.close())
  const database = { url, db: openDb(openPool(url)) }
  const centre = await startCentre(database, { environment: { DATABASE_URL: road.url } })
  tree.add(centre.stop)
  const outcome = await runRandomCalls({
    ...{ centre, seed, calls },
    mysql: mysql ? { road, restart: server.restart } : undefined,
  })
  const repaired = mysql ? (await repair(centre, outcome.repairs, ['--apply'])).text : undefined
  return { outcome, repaired }
}

/** On a server that is not ours alone, it is gone afterwards. */
async function freshDatabase(server: string): Promise<string> {
  const name = `runa_chaos_${process.pid}`
  const connection = await createConnection(server)
  await connection.query(`create database ${name} character set utf8mb4 collate utf8mb4_bin`)
  await connection.end()
  tree.add(async () => {
    const again = await createConnection(server)
    await again.query(`drop database ${name}`)
    await again.end()
  })
  const url = new URL(`/${name}`, server).href
  await migrate(openPool(url))
  tree.add(closePool)
  return url
}

function summaryOf({ legs, webhooks, verdicts }: Outcome): string {
  const counts = Object.entries(verdicts).toSorted(([a], [b]) => a.localeCompare(b))
  return [`${legs} legs, ${webhooks} webhooks`, ...counts.map(([name, count]) => `${count} ${name}`)].join(
    '\n',
  )
}
