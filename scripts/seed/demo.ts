import type { Db } from '../../src/db/db.ts'
import { levelId } from '../../src/operator/level.ts'
import { demoPassword } from '../../src/session/common-passwords.ts'
import { hashPassword } from '../../src/session/password.ts'
import { seedCustomers } from './demo-customers.ts'

export interface SignIn {
  operatorId: string
  password: string
}

const queues = [
  { queue_id: 'support', queue_name: 'サポート' },
  { queue_id: 'sales', queue_name: 'ご購入・お見積り' },
]

const operators = [
  { id: 'admin', lastName: '管理', firstName: '太郎', level: 'admin', queues: ['support', 'sales'] },
  {
    id: 'supervisor',
    lastName: '監督',
    firstName: '由美',
    level: 'supervisor',
    queues: ['support', 'sales'],
  },
  { id: 'operator1', lastName: '高橋', firstName: '美咲', level: 'operator', queues: ['support', 'sales'] },
  { id: 'operator2', lastName: '渡辺', firstName: '健太', level: 'operator', queues: ['support'] },
  { id: 'operator3', lastName: '伊藤', firstName: 'さくら', level: 'operator', queues: ['sales'] },
] as const

/**
 * A small centre to look at. Run again it adds only what is missing. The queues get their Twilio side from `setup`,
 * which makes Twilio equal to MySQL. Answers the sign-ins.
 */
export async function seedDemo({ db, now }: { db: Db; now: Date }): Promise<SignIn[]> {
  await seedQueues(db, now)
  await seedOperators(db, now)
  await seedCustomers(db, now)
  return operators.map(({ id }) => ({ operatorId: id, password: demoPassword }))
}

async function seedQueues(db: Db, now: Date): Promise<void> {
  const rows = queues.map((queue) => ({ ...queue, max_size: 20, created_at: now, updated_at: now }))
  await db.insertInto('queue').ignore().values(rows).execute()
}

async function seedOperators(db: Db, now: Date): Promise<void> {
  const present = await db.selectFrom('operator').select('operator_id').execute()
  const known = new Set(present.map(({ operator_id }) => operator_id))
  const missing = operators.filter(({ id }) => !known.has(id))
  if (missing.length === 0) return
  const password = await hashPassword(demoPassword)
  const rows = missing.map(({ id, lastName, firstName, level }) => ({
    operator_id: id,
    password,
    last_name: lastName,
    first_name: firstName,
    client_name: id,
    operator_level_id: levelId(level),
    created_at: now,
    updated_at: now,
  }))
  await db.insertInto('operator').values(rows).execute()
  const belongs = missing.flatMap(({ id, queues }) =>
    queues.map((queue_id) => ({ operator_id: id, queue_id })),
  )
  await db.insertInto('operator_queue').ignore().values(belongs).execute()
}
