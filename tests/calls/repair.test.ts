import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Telephone } from '../../emulator/telephony/telephone.ts'
import type { Outcome } from '../deploy/rehearsal.ts'
import { anOperator, aSession } from '../support/builders.ts'
import { useCentre } from '../support/centre.ts'
import { emptyTables, workerDatabase } from '../support/database.ts'
import { limitedUser, type LimitedUser } from '../support/limited-user.ts'
import { printAtTwilio } from '../support/printed-at-twilio.ts'
import { repair } from '../support/repair.ts'
import { Road } from '../support/road.ts'
import { dialIn, furnish, rowsOf, softphone, waitInLine, within1s } from './call-centre.ts'

// The functions have a user of their own, by a road that a test can cut; repair and the tests go another way.
const address = await workerDatabase()
const road = await Road.to(address)
const user: LimitedUser = await limitedUser(address)
const centre = useCentre({ environment: { DATABASE_URL: road.urlFor(user.name, user.password) } })
let printedBefore: number
beforeAll(() => outage.ends())
beforeEach(async () => {
  road.open()
  printedBefore = centre.functions.output().length
  await furnishNameless()
})
afterAll(async () => {
  await road.close()
  await user.remove()
})

/** MySQL refuses the functions: that is known at once, where a server that is gone is asked for two seconds. */
const outage = {
  begins: async () => {
    await givePassword('another-password')
    road.breakConnections()
  },
  ends: () => givePassword(user.password),
}
const givePassword = (password: string) =>
  sql.raw(`alter user ${user.name}@'%' identified by '${password}'`).execute(centre.db)

const seconds = (count: number) => centre.clock.advance(count * 1000)
const printed = () => centre.functions.output().slice(printedBefore)

const repaired = (text: string | undefined, ...args: string[]): Promise<Outcome> => repair(centre, text, args)

async function startAfresh(): Promise<void> {
  centre.emulator.reset()
  await centre.emulator.telephony.idle()
  await emptyTables(centre.databaseUrl)
  await furnishNameless()
}

/** Without MySQL an operator hears a sentence without the queue's name, which is shorter: then all would be earlier. */
async function furnishNameless(): Promise<void> {
  await furnish(centre)
  await centre.db.updateTable('queue').set({ queue_name: '' }).execute()
  const expires_at = new Date(centre.clock.now() + 3600_000)
  for (const operator_id of ['operator3', 'operator4']) {
    await anOperator(centre.db, { operator_id, queues: ['support'] })
    await aSession(centre.db, { operator_id, expires_at })
  }
}

/**
 * One call of each kind, all under way at once. A number is dialled before the outage: while MySQL is away none is. All
 * that is left, a customer is served, one is put back in line by an operator who vanishes, one waits, one listens to the
 * announcement and one is told that an operator is coming, when everybody hangs up.
 */
async function goThroughAll(outageBegins: () => Promise<unknown>): Promise<number> {
  const start = centre.clock.now()
  const dialling = await softphone(centre, '03-1234-5678', 'operator2')
  for (const { callSid } of centre.emulator.telephony.outside.values())
    centre.emulator.telephony.answer(callSid)
  await seconds(2)
  await outageBegins()
  const [served, putBack, met, waiting] = [
    await waitInLine(centre, 3),
    await waitInLine(centre, 3),
    await waitInLine(centre, 3),
    await waitInLine(centre, 20),
  ]
  const serving = await softphone(centre, 'queue:support', 'operator1')
  await centre.clock.advanceUntil(() => served.hears.kind === 'bridge')
  const vanishing = await softphone(centre, 'queue:support', 'operator3')
  await comingTo(putBack)
  vanishing.hangUp()
  await seconds(20)
  const informed = await dialIn(centre)
  informed.press('2')
  await softphone(centre, 'queue:support', 'operator4')
  await comingTo(met)
  for (const phone of [met, waiting, putBack, served, informed, dialling]) phone.hangUp()
  await seconds(30)
  expect(serving.endedAs).toBe('completed')
  return start
}

const comingTo = (caller: Telephone) =>
  centre.clock.advanceUntil(() => caller.said.at(-1)?.includes('お待たせいたしました') ?? false)

const verdicts = ({ calls, visits }: Awaited<ReturnType<typeof rowsOf>>) =>
  [calls, visits].map((rows) => rows.map(({ result, stage }) => [result, stage].filter(Boolean).join('/')))

test('repaired after an outage, the rows are those of the same calls without one; twice is once', async () => {
  const undisturbed = await rowsOf(centre, await goThroughAll(async () => {}))
  expect(verdicts(undisturbed)).toEqual([
    ['answered', 'answered', 'abandoned/waiting', 'abandoned/connecting', 'abandoned/waiting', 'information'],
    ['answered', 'returned', 'abandoned/connecting', 'abandoned/waiting', 'abandoned/waiting'],
  ])
  await startAfresh()
  const start = await goThroughAll(outage.begins)
  await outage.ends()
  const before = await rowsOf(centre, start)
  expect(before).toMatchObject({ visits: [], answers: [], ends: [], calls: [{ result: 'answered' }] })

  const dry = await repaired(printed())
  expect(dry).toMatchObject({ code: 0, text: expect.stringMatching(/Nothing was written: add --apply\.\n$/) })
  expect(await rowsOf(centre, start)).toEqual(before)

  const first = await repaired(printed(), '--apply')
  expect(first).toMatchObject({ code: 0, text: expect.stringMatching(/nothing was missing of 0\.\n$/) })
  const mended = await rowsOf(centre, start)
  expect(mended).toEqual(within1s(undisturbed))
  const second = await repaired(printed(), '--apply')
  expect(second.text).toMatch(/^Written: \d+\. Calls mended: 0; nothing was missing of \d+\.$/m)
  expect(await rowsOf(centre, start)).toEqual(mended)
  expect(dry.text + first.text + second.text).not.toMatch(/\d{9}/)
}, 60_000)

/** A caller gives up while MySQL is away; what was printed of it. */
async function lostCall(): Promise<string[]> {
  await outage.begins()
  const caller = await waitInLine(centre, 20)
  caller.hangUp()
  await seconds(10)
  await outage.ends()
  return printed()
    .split('\n')
    .filter((line) => line.startsWith('{"repair"'))
}

test('a call whose numbers Twilio does not list is asked for, and one it no longer has is written without', async () => {
  const lines = await lostCall()
  const later = lines.map((line) => line.replace(/"now":"\d{4}/, '"now":"2099'))
  const another = lines.map((line) => line.replaceAll(/CA\w{32}/g, 'CA' + '0'.repeat(32)))
  const { code, text } = await repaired([...later, ...another].join('\n'), '--apply')
  expect(text).toContain('Twilio has the numbers of 1 of 2 calls.')
  expect(code).toBe(0)
  const ends = await centre.db.selectFrom('statuscallback_data').selectAll().orderBy('From').execute()
  expect(ends).toMatchObject([
    { From: null, To: null },
    { From: '+819012345678', To: '+815031234567' },
  ])
})

test('what cannot be read is named and left out, the rest is written', async () => {
  const lines = await lostCall()
  const [first = '', ...others] = lines
  const foreign = '{"repair":"visit_forgotten","CallSid":"CA1"}'
  const dry = await repaired([first.slice(0, 60), foreign, ...others].join('\n'))
  expect(dry.text).toMatch(/^Cannot be read, line 1: cut off, or no JSON\.$/m)
  expect(dry.text).toMatch(/^Cannot be read, line 2: visit_forgotten is no procedure of this version\.$/m)
  expect(dry.code).toBe(1)
  const { code, text } = await repaired([first.slice(0, 60), foreign, ...others].join('\n'), '--apply')
  expect(text).toContain(`Written: ${others.length}.`)
  expect(code).toBe(1)
  expect(await centre.db.selectFrom('enqueue_data').selectAll().execute()).toMatchObject([
    { QueueResult: 'hangup', From: '+819012345678' },
  ])
})

test('what MySQL refuses is counted with its code and without a value, and nothing of it is written', async () => {
  const lines = await lostCall()
  const tooLong = lines.map((line) => line.replace('"queue":"support"', `"queue":"${'9'.repeat(21)}"`))
  const { code, text } = await repaired(tooLong.join('\n'), '--apply')
  expect(text).toMatch(
    /^Refused: \d visit_left \(ER_DATA_TOO_LONG\), \d visit_waiting \(ER_DATA_TOO_LONG\)\.$/m,
  )
  expect(text).not.toContain('999')
  expect(code).toBe(1)
  expect(await centre.db.selectFrom('enqueue_data').selectAll().execute()).toEqual([])
  expect(await centre.db.selectFrom('statuscallback_data').selectAll().execute()).toHaveLength(1)
})

test('a number that an operator could not be put through to is no call, and the log says why', async () => {
  await outage.begins()
  const operator = await softphone(centre, '03-1234-5678')
  await seconds(20)
  await outage.ends()
  expect(operator.endedAs).toBe('completed')
  expect((await repaired(printed(), '--apply')).code).toBe(0)
  expect(await centre.db.selectFrom('call_data').selectAll().execute()).toEqual([])
  expect(await centre.db.selectFrom('operator_call').selectAll().execute()).toMatchObject([
    { refusal: 'database-away', number: null },
  ])
  expect(await centre.db.selectFrom('audit_log').selectAll().execute()).toMatchObject([
    { action: 'call.refused', operator_id: 'operator1' },
  ])
})

test('reads the lines from Twilio’s logs where no file is given', async () => {
  const lines = await lostCall()
  const [at, minute] = [centre.clock.now(), 60_000]
  const before = { at: at - 5 * minute, message: lines[0]!.replace(/CA\w{32}/, 'CA' + '0'.repeat(32)) }
  printAtTwilio(centre.emulator, [before, ...lines.map((message) => ({ at, message }))])
  const period = ['--from', new Date(at - minute).toISOString(), '--to', new Date(at + minute).toISOString()]
  const { code, text } = await repaired(undefined, '--apply', ...period)
  expect(text).toContain('Twilio has the numbers of 1 of 1 calls.')
  expect(text).toContain(`Written: ${lines.length}.`)
  expect(code).toBe(0)
  expect(await centre.db.selectFrom('call_data').selectAll().execute()).toMatchObject([
    { result: 'abandoned', stage: 'waiting', number: '+819012345678' },
  ])
})

test('nothing to repair is no fault', async () => {
  expect(await repaired('{"route":"/voice/greeting"}\n', '--apply')).toEqual({
    code: 0,
    text: 'There is nothing to repair.\n',
  })
})

test('says in one sentence what is away, and can be typed again', async () => {
  const lines = (await lostCall()).join('\n')
  road.cut()
  const away = await repair(centre, lines, ['--apply'], { DATABASE_URL: road.url })
  expect(away).toMatchObject({
    code: 1,
    text: expect.stringMatching(/^The database of .* cannot be used\..*\n$/m),
  })
  const stranger = await repair(centre, lines, ['--apply'], { AUTH_TOKEN: 'f'.repeat(32) })
  expect(stranger).toMatchObject({ code: 1, text: expect.stringContaining('Twilio refuses the credentials') })
  expect(away.text + stranger.text).not.toMatch(/\n\s+at /)
  expect((await repaired(lines, '--apply')).code).toBe(0)
})
