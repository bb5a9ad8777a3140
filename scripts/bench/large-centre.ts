import { createPool, type Pool } from 'mysql2/promise'
import { createQueue } from '../../emulator/telephony/queue.ts'
import { settleOldRows } from '../../src/call/settle-old-rows.ts'
import { poolOptions } from '../../src/db/pool.ts'
import { hashPassword } from '../../src/session/password.ts'
import type { BenchCentre } from './bench-centre.ts'
import { insert } from './insert.ts'
import { person } from './many-people.ts'

export const operators = 200
export const queues = 30
const visitsToday = 5000
const auditRows = 100_000
const rowsAStatement = 5000

/** The number of customer 1, who calls often. */
const regular = person(1).numbers[0]!
export const password = 'runa-bench-2026'

/** 200 operators of 30 queues, a day with 5000 callers, and an audit log of some years. */
export async function furnishLargely({ databaseUrl, emulator }: BenchCentre): Promise<void> {
  const pool = createPool(poolOptions(databaseUrl))
  const numbers = count(queues)
  for (const nth of numbers) createQueue(emulator.telephony, queueId(nth))
  await insert(pool, 'queue', numbers.map(aQueue))
  const hash = await hashPassword(password)
  const people = count(operators)
  await insert(
    pool,
    'operator',
    people.map((nth) => anOperator(nth, hash)),
  )
  await insert(pool, 'operator_queue', people.flatMap(memberships))
  await insertMany(pool, 'enqueue_data', visitsToday, aVisit)
  await insertMany(pool, 'queue_data', visitsToday, anAnswer)
  await insertMany(pool, 'contact', 100, aContact)
  await insertMany(pool, 'audit_log', auditRows, anEntry)
  await insertMany(pool, 'wallboard_link', 20, aLink)
  await settleOldRows(pool.pool)
  await pool.query('analyze table enqueue_data, queue_data, contact, audit_log')
  await pool.end()
}

async function insertMany(pool: Pool, table: string, total: number, rowOf: (nth: number) => object) {
  for (let first = 0; first < total; first += rowsAStatement)
    await insert(
      pool,
      table,
      count(Math.min(rowsAStatement, total - first)).map((nth) => rowOf(first + nth)),
    )
}

function count(many: number): number[] {
  return Array.from({ length: many }, (_, index) => index + 1)
}

const now = new Date()
const stamps = { created_at: now, updated_at: now }

function queueId(nth: number): string {
  return nth === 1 ? 'support' : `queue-${nth}`
}

/** Each as Twilio has it, so that nothing stands out. */
function aQueue(nth: number) {
  return { queue_id: queueId(nth), queue_name: `窓口${nth}`, max_size: 100, ...stamps }
}

function operatorId(nth: number): string {
  return nth === 1 ? 'admin' : `operator${nth}`
}

function anOperator(nth: number, hash: string) {
  const { lastName, firstName } = person(nth)
  return {
    operator_id: operatorId(nth),
    password: hash,
    last_name: lastName,
    first_name: firstName,
    client_name: operatorId(nth),
    operator_level_id: nth === 1 ? 1 : nth % 20 === 0 ? 2 : 3,
    ...stamps,
  }
}

/** The administrator belongs to every queue, the others to three. */
function memberships(nth: number) {
  const mine = nth === 1 ? count(queues) : [0, 7, 13].map((step) => ((nth + step) % queues) + 1)
  return mine.map((queue) => ({ operator_id: operatorId(nth), queue_id: queueId(queue) }))
}

/** The last ten minutes' callers wait; every fiftieth call is the regular's. */
function aVisit(nth: number) {
  const entered = enteredAt(nth)
  const waits = nth > visitsToday - 60
  return {
    visit_id: `VISIT${String(nth).padStart(21, '0')}`,
    CallSid: sid(nth),
    From: nth % 50 === 0 ? regular : person(nth).numbers[0]!,
    To: '+815031234567',
    CallStatus: waits ? 'in-progress' : 'completed',
    Direction: 'inbound',
    queue_id: queueId((nth % queues) + 1),
    entered_at: entered,
    left_at: waits ? null : after(entered, nth % 90),
    QueueResult: waits ? null : nth % 12 === 0 ? 'hangup' : 'bridged',
    QueueTime: waits ? null : nth % 90,
    ...stamps,
  }
}

function anAnswer(nth: number) {
  const answered = nth % 12 !== 0 && nth <= visitsToday - 60
  return {
    CallSid: sid(nth),
    DequeingCallSid: sid(visitsToday + nth),
    visit_id: answered ? `VISIT${String(nth).padStart(21, '0')}` : null,
    operator_id: operatorId((nth % operators) + 1),
    queue_id: queueId((nth % queues) + 1),
    answered_at: after(enteredAt(nth), nth % 90),
    bridged: answered ? 1 : 0,
    ...stamps,
  }
}

/** One every six seconds until now. */
function enteredAt(nth: number): Date {
  return after(now, (nth - visitsToday) * 6)
}

function aContact(nth: number) {
  return {
    contact_id: `CONTACT${String(nth).padStart(19, '0')}`,
    customer_id: 1,
    operator_id: operatorId(nth + 1),
    queue_id: queueId((nth % queues) + 1),
    outcome: 'resolved',
    note: '納期についてのお問い合わせ。倉庫に確認し、本日中の発送をご案内。'.repeat(1 + (nth % 4)),
    contacted_at: after(now, -nth * 86_400),
    ...stamps,
  }
}

function anEntry(nth: number) {
  const { lastName, firstName } = person(nth)
  return {
    at: after(now, (nth - auditRows) * 600),
    operator_id: operatorId((nth % operators) + 1),
    action: nth % 3 === 0 ? 'session/login' : 'customers/update',
    subject: String(nth),
    before_value: JSON.stringify({ lastName, firstName }),
    after_value: JSON.stringify({ lastName, firstName: `${firstName}子` }),
  }
}

function aLink(nth: number) {
  return {
    name: `会議室${nth}`,
    token_hash: String(nth).padStart(64, '0'),
    queue_ids: JSON.stringify(count(queues).map(queueId)),
    expires_at: after(now, 86_400),
    created_by: operatorId(1),
    created_at: now,
  }
}

function after(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1000)
}

function sid(nth: number): string {
  return `CA${String(nth).padStart(32, '0')}`
}
