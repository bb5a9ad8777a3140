import { sql } from 'kysely'
import { audit } from '../audit/audit.ts'
import type { Db } from '../db/db.ts'
import { VisibleError } from '../errors.ts'
import type { Customer } from '../http/desk-actions.ts'
import { reaches } from '../operator/level.ts'
import type { SessionOperator } from '../session/session.ts'

interface Acting {
  db: Db
  now: Date
  operator: SessionOperator
}

/** Different customers in an hour of the clock: more than anybody's work takes, and far fewer than a list for sale. */
const most = { opened: 300, found: 3000 }

type Way = keyof typeof most

const anHour = 3600_000

/** An operator opens a customer's page. That of somebody whom they talked to today counts for nothing. */
export async function countOpened(acting: Acting, { customerId, numbers }: Customer): Promise<void> {
  if (reaches(acting.operator.level, 'supervisor')) return
  await count(acting, 'opened', [customerId], numbers)
}

/** An operator is shown what a search found. */
export async function countFound(acting: Acting, customerIds: readonly number[]): Promise<void> {
  if (reaches(acting.operator.level, 'supervisor') || customerIds.length === 0) return
  await count(acting, 'found', customerIds, [])
}

async function count(
  acting: Acting,
  way: Way,
  ids: readonly number[],
  numbers: readonly string[],
): Promise<void> {
  const hour = new Date(Math.floor(acting.now.getTime() / anHour) * anHour)
  const seen = await readSeen(acting, way, { hour, ids, numbers })
  if (seen.talked || seen.known === ids.length) return
  if (seen.all + ids.length - seen.known > most[way]) await refuse(acting, way, hour)
  await remember(acting, way, hour, ids)
  // Once an hour is enough to forget what nobody asks for any more.
  if (seen.all === 0) await forgetOlder(acting, hour)
}

interface Wanted {
  hour: Date
  ids: readonly number[]
  numbers: readonly string[]
}

async function readSeen({ db, now, operator }: Acting, way: Way, { hour, ids, numbers }: Wanted) {
  const { operatorId } = operator
  const isThis = sql.ref(`customer_seen.${way}`)
  const aDayAgo = new Date(now.getTime() - 24 * anHour)
  const talked =
    numbers.length === 0
      ? sql`0`
      : sql`exists (select 1 from call_data where operator_id = ${operatorId} and began_at > ${aDayAgo}
          and number in (${sql.join(numbers)}))`
  const { rows } = await sql<Record<'all' | 'known' | 'talked', number | string>>`
    select coalesce(sum(${isThis}), 0) as \`all\`,
      coalesce(sum(${isThis} and customer_id in (${sql.join(ids)})), 0) as known, ${talked} as talked
    from customer_seen where operator_id = ${operatorId} and hour = ${hour}`.execute(db)
  const { all, known, talked: hasTalked } = rows[0]!
  return { all: Number(all), known: Number(known), talked: Number(hasTalked) === 1 }
}

/** Told to the log once an hour: whoever goes on trying changes nothing there. */
async function refuse({ db, now, operator }: Acting, way: Way, hour: Date): Promise<never> {
  const { operatorId } = operator
  const told = await db
    .selectFrom('audit_log')
    .select('id')
    .where('operator_id', '=', operatorId)
    .where('action', '=', 'customers/refused')
    .where('subject', '=', way)
    .where('at', '>=', hour)
    .limit(1)
    .executeTakeFirst()
  if (!told)
    await audit(db, now, {
      operatorId,
      action: 'customers/refused',
      subject: way,
      after: { [way]: most[way] },
    })
  throw new VisibleError('too-many-customers')
}

async function remember({ db, operator }: Acting, way: Way, hour: Date, ids: readonly number[]) {
  const row = { operator_id: operator.operatorId, hour, [way]: 1 }
  await db
    .insertInto('customer_seen')
    .values(ids.map((customer_id) => ({ ...row, customer_id })))
    .onDuplicateKeyUpdate({ [way]: 1 })
    .execute()
}

async function forgetOlder({ db, operator }: Acting, hour: Date): Promise<void> {
  await db
    .deleteFrom('customer_seen')
    .where('operator_id', '=', operator.operatorId)
    .where('hour', '<', hour)
    .execute()
}
