import { afterAll, beforeEach, expect, test } from 'vitest'
import type { Outcome } from '../deploy/rehearsal.ts'
import { useCentre } from '../support/centre.ts'
import { emptyTables, workerDatabase } from '../support/database.ts'
import { repair } from '../support/repair.ts'
import { Road } from '../support/road.ts'
import { furnish, rowsOf, softphone, waitInLine } from './call-centre.ts'
import { journeys } from './journeys.ts'

// The functions reach their database by a road that a test can cut; repair and the tests go another way.
const road = await Road.to(await workerDatabase())
const centre = useCentre({ environment: { DATABASE_URL: road.url } })
let printedBefore: number
beforeEach(async () => {
  road.open()
  printedBefore = centre.functions.output().length
  await furnishNameless()
})
afterAll(() => road.close())

const seconds = (count: number) => centre.clock.advance(count * 1000)
const printed = () => centre.functions.output().slice(printedBefore)

const repaired = (text: string, ...args: string[]): Promise<Outcome> => repair(centre, text, args)

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
}

/**
 * While MySQL is away no number is dialled: those go another way then. And an answer that comes to nothing at the moment
 * it is given leaves what its two steps leave in their order.
 */
const queueJourneys = Object.entries(journeys).filter(
  ([name]) => !/dial|calls a customer|gives up while an operator is coming/.test(name),
)

async function goThroughAll(): Promise<number> {
  const start = centre.clock.now()
  for (const [, journey] of queueJourneys) await journey(centre)
  return start
}

test('repaired after an outage, the rows are those of the same calls without one; twice is once', async () => {
  const undisturbed = await rowsOf(centre, await goThroughAll())
  await startAfresh()
  road.cut()
  const start = await goThroughAll()
  road.open()
  expect(await rowsOf(centre, start)).toEqual({ visits: [], answers: [], ends: [], legs: [] })

  const dry = await repaired(printed())
  expect(dry).toMatchObject({ code: 0, text: expect.stringMatching(/Nothing was written: add --apply\.\n$/) })
  expect(await rowsOf(centre, start)).toEqual({ visits: [], answers: [], ends: [], legs: [] })

  const first = await repaired(printed(), '--apply')
  expect(first).toMatchObject({ code: 0, text: expect.stringMatching(/nothing was missing of 0\.\n$/) })
  expect(await rowsOf(centre, start)).toEqual(undisturbed)
  const second = await repaired(printed(), '--apply')
  expect(second.text).toMatch(/^Written: \d+\. Calls mended: 0; nothing was missing of \d+\.$/m)
  expect(await rowsOf(centre, start)).toEqual(undisturbed)
  expect(dry.text + first.text + second.text).not.toMatch(/\d{9}/)
}, 60_000)

/** A caller gives up while MySQL is away; what was printed of it. */
async function lostCall(): Promise<string[]> {
  road.cut()
  const caller = await waitInLine(centre, 20)
  caller.hangUp()
  await seconds(10)
  road.open()
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
    /^Refused: \d visit_left \(ER_DATA_TOO_LONG\), 1 visit_waiting \(ER_DATA_TOO_LONG\)\.$/m,
  )
  expect(text).not.toContain('999')
  expect(code).toBe(1)
  expect(await centre.db.selectFrom('enqueue_data').selectAll().execute()).toEqual([])
  expect(await centre.db.selectFrom('statuscallback_data').selectAll().execute()).toHaveLength(1)
})

test('an operator’s call to a number that was put through before the outage ends as it did', async () => {
  const start = centre.clock.now()
  const operator = await softphone(centre, '03-1234-5678')
  road.cut()
  for (const { callSid } of centre.emulator.telephony.outside.values())
    centre.emulator.telephony.answer(callSid)
  await seconds(40)
  operator.hangUp()
  await seconds(10)
  road.open()
  expect((await repaired(printed(), '--apply')).code).toBe(0)
  expect(await rowsOf(centre, start)).toMatchObject({
    ends: [
      { leg: 'operator', CallStatus: 'completed', From: 'client:operator1', To: null },
      { leg: 'outbound', CallStatus: 'completed', From: '+815031234567', To: '+81312345678' },
    ],
    legs: [{ number: '+81312345678', answered_at: 1, status: 'completed' }],
  })
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
