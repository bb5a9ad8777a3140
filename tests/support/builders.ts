import { randomBytes } from 'node:crypto'
import type { Insertable } from 'kysely'
import type { Db } from '../../src/db/db.ts'
import type { QueueSettings } from '../../src/http/desk-actions.ts'
import type { OperatorTable, QueueTable, SessionTable } from '../../src/db/schema.ts'

/** bcrypt of `runa-demo-2026` at cost 4: tests sign in often. */
export const testPassword = 'runa-demo-2026'
export const testPasswordHash = '$2b$04$7HiVuCR/UDKXsIqNeSL/ueAGdWSqf0riDIuAkdhpqfJftht45a67S'

const stamps = () => ({ created_at: new Date(), updated_at: new Date() })

export async function aQueue(db: Db, queue: Partial<Insertable<QueueTable>> = {}): Promise<string> {
  const row = {
    queue_id: 'support',
    queue_name: 'サポート',
    max_size: 100,
    twilio_queue_id: null,
    action_url: null,
    wait_url: null,
    guidance_url: null,
    ...stamps(),
    ...queue,
  }
  await db.insertInto('queue').values(row).execute()
  return row.queue_id
}

/** A session that runs for half a day. Nobody has its token. */
export async function aSession(db: Db, session: Partial<Insertable<SessionTable>> = {}): Promise<string> {
  const row = {
    session_id: randomBytes(32).toString('hex'),
    operator_id: 'operator1',
    expires_at: new Date(Date.now() + 12 * 3600_000),
    ended_at: null,
    created_at: new Date(),
    ...session,
  }
  await db.insertInto('session').values(row).execute()
  return row.session_id
}

/** What the desk sends to make a queue. */
export function queueSettings(own: Partial<QueueSettings> = {}): QueueSettings {
  return {
    queueId: 'support',
    queueName: 'サポート',
    maxSize: 10,
    actionUrl: null,
    waitUrl: null,
    guidanceUrl: '/assets/guidance.xml',
    wrapUpSeconds: 10,
    serviceLevelSeconds: 20,
    shortAbandonSeconds: 5,
    thresholds: {
      waitingCaution: 5,
      waitingCritical: 10,
      longestWaitCautionSeconds: 60,
      longestWaitCriticalSeconds: 180,
      serviceLevelCautionPercent: 80,
      serviceLevelCriticalPercent: 70,
    },
    ...own,
  }
}

/** An operator of level 3 named like the id, who belongs to `queues`. */
export async function anOperator(
  db: Db,
  { queues = [], ...operator }: Partial<Insertable<OperatorTable>> & { queues?: string[] } = {},
): Promise<string> {
  const id = operator.operator_id ?? 'operator1'
  await db
    .insertInto('operator')
    .values({
      operator_id: id,
      password: testPasswordHash,
      last_name: '山田',
      first_name: '花子',
      client_name: id.replaceAll(/[^A-Za-z0-9_]/g, '_'),
      telnum: null,
      operator_level_id: 3,
      disabled_at: null,
      deleted_at: null,
      sign_in_after: null,
      ...stamps(),
      ...operator,
    })
    .execute()
  for (const queue_id of queues)
    await db.insertInto('operator_queue').values({ operator_id: id, queue_id }).execute()
  return id
}
