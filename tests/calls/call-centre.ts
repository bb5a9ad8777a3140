import { createQueue } from '../../emulator/telephony/queue.ts'
import { Telephone } from '../../emulator/telephony/telephone.ts'
import { aQueue, anOperator, aSession } from '../support/builders.ts'
import { centreNumber, type Centre } from '../support/centre.ts'

export const customer = '+819012345678'

/** Two queues, at Twilio too; operator1 serves support, operator2 nothing; both are signed in. Numbers fall back as `npm run setup` has it. */
export async function furnish({ db, emulator, url, clock }: Centre): Promise<void> {
  await aQueue(db)
  await aQueue(db, { queue_id: 'sales', queue_name: '営業' })
  await anOperator(db, { queues: ['support'] })
  await anOperator(db, { operator_id: 'operator2' })
  for (const operator_id of ['operator1', 'operator2'])
    await aSession(db, { operator_id, expires_at: new Date(clock.now() + 12 * 3600_000) })
  createQueue(emulator.telephony, 'support')
  createQueue(emulator.telephony, 'sales')
  for (const number of emulator.telephony.numbers.values())
    number.voiceFallback = { url: `${url}/assets/fallback.xml`, method: 'GET' }
}

/** A customer dials the centre and hears the menu. */
export async function dialIn({ emulator, clock }: Centre, from = customer): Promise<Telephone> {
  const caller = Telephone.dial(emulator.telephony, { from, to: centreNumber })
  await clock.advance(1000)
  return caller
}

/** A customer who pressed 1 and has waited for so long. */
export async function waitInLine(centre: Centre, seconds = 30, from = customer): Promise<Telephone> {
  const caller = await dialIn(centre, from)
  caller.press('1')
  await centre.clock.advance(seconds * 1000)
  return caller
}

/** What a softphone does with `Device.connect`. */
export async function softphone(
  { emulator, clock }: Centre,
  Destination: string,
  identity = 'operator1',
): Promise<Telephone> {
  const { telephony } = emulator
  const operator = new Telephone(telephony)
  const [applicationSid] = telephony.applications.keys()
  operator.callSid = telephony.connectClient({
    identity,
    applicationSid: applicationSid!,
    params: { Destination },
    endpoint: operator,
  })
  await clock.advance(1000)
  return operator
}

/** The steps that were requested, in their order: `greeting`, `menu-choice`… Repetitions of one request count once. */
export function stepsOf({ emulator }: Centre): string[] {
  return emulator.telephony.events
    .of('webhook-request')
    .filter(({ url, attempt }) => attempt === 1 && url.includes('/voice/'))
    .map(({ url }) => new URL(url).pathname.replace('/voice/', ''))
}

/** Every row of the calls, with names for ids that differ from run to run, and times in seconds since `start`. */
export async function rowsOf({ db, emulator }: Centre, start: number) {
  const calls = [...emulator.telephony.calls.keys()]
  const visits = await db
    .selectFrom('enqueue_data')
    .selectAll()
    .orderBy('entered_at')
    .orderBy('visit_id')
    .execute()
  const answers = await db.selectFrom('queue_data').selectAll().orderBy('answered_at').execute()
  const ends = await db.selectFrom('statuscallback_data').selectAll().execute()
  const legs = await db.selectFrom('operator_call').selectAll().execute()
  const callRows = await db.selectFrom('call_data').selectAll().execute()
  const names = new Map<unknown, string>()
  calls.forEach((sid, index) => names.set(sid, `call ${index + 1}`))
  visits.forEach(({ visit_id }, index) => names.set(visit_id, `visit ${index + 1}`))
  const told = (row: object) => named(row, names, start)
  const byCall = (a: { CallSid: string }, b: { CallSid: string }) =>
    calls.indexOf(a.CallSid) - calls.indexOf(b.CallSid)
  return {
    calls: callRows.sort(byCall).map(told),
    visits: visits.map(told),
    answers: answers.map(told),
    ends: ends.sort(byCall).map(told),
    legs: legs.sort(byCall).map(told),
  }
}

const unstable = ['id', 'created_at', 'updated_at', 'QueueSid']

/** The same rows, if need be a second apart: Twilio tells of ends in whole seconds. */
export function within1s(rows: Awaited<ReturnType<typeof rowsOf>>) {
  const matched = Object.entries(rows).map(([table, list]) => [table, list.map(timesWithin1s)])
  return Object.fromEntries(matched) as Record<keyof typeof rows, Record<string, unknown>[]>
}

function timesWithin1s(row: Record<string, unknown>): Record<string, unknown> {
  const columns = Object.entries(row).map(([column, value]) =>
    isTime(column) && typeof value === 'number' ? [column, within(value)] : [column, value],
  )
  return Object.fromEntries(columns)
}

const isTime = (column: string) => /_at$|_since$|_ms$|Duration$/.test(column)
const within = (expected: number) => ({
  asymmetricMatch: (found: unknown) => typeof found === 'number' && Math.abs(found - expected) <= 1,
  toString: () => `about ${expected}`,
})

function named(row: object, names: Map<unknown, string>, start: number): Record<string, unknown> {
  const columns = Object.entries(row).filter(([column]) => !unstable.includes(column))
  return Object.fromEntries(
    columns.map(([column, value]: [string, unknown]) => [
      column,
      value instanceof Date ? secondsSince(start, value) : seconds(column, value, names),
    ]),
  )
}

/** Never -0, which no test takes for 0. */
const secondsSince = (start: number, value: Date) => Math.round((value.getTime() - start) / 1000) || 0

function seconds(column: string, value: unknown, names: Map<unknown, string>): unknown {
  if (column.endsWith('_ms') && typeof value === 'number') return Math.round(value / 1000)
  return names.get(value) ?? value
}
