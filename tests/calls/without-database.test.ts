import { afterAll, beforeEach, expect, test } from 'vitest'
import { useCentre } from '../support/centre.ts'
import { workerDatabase } from '../support/database.ts'
import { Road } from '../support/road.ts'
import { furnish, rowsOf, softphone, waitInLine } from './call-centre.ts'

// The functions reach their database by a road that a test can cut; the tests themselves go another way.
const road = await Road.to(await workerDatabase())
const centre = useCentre({ environment: { DATABASE_URL: road.url } })
beforeEach(() => furnish(centre))
afterAll(() => road.close())

const seconds = (count: number) => centre.clock.advance(count * 1000)

test('a caller gets through from beginning to end while MySQL is away', async () => {
  road.cut()
  const operator = await softphone(centre, 'queue:support')
  const caller = await waitInLine(centre, 30)
  expect(caller.hears).toEqual({ kind: 'bridge', peer: operator.callSid })
  operator.hangUp()
  await seconds(60)
  expect(caller.said.at(-1)).toBe('お電話ありがとうございました。失礼いたします。')
  expect(caller.endedAs).toBe('completed')
  const errors = centre.emulator.telephony.events.of('error').map(({ message }) => message)
  expect(new Set(errors)).toEqual(new Set(['The status callback answered 503.']))
  road.open()
})

test('MySQL that dies in mid-call and comes back has the visit’s end all the same', async () => {
  const start = centre.clock.now()
  const caller = await waitInLine(centre, 20)
  road.cut()
  await seconds(60)
  road.open()
  await seconds(60)
  caller.hangUp()
  await seconds(30)
  expect(await rowsOf(centre, start)).toMatchObject({
    visits: [{ QueueResult: 'hangup', left_at: 141 }],
    ends: [{ leg: 'caller' }],
  })
})

test('the end of a call is written once MySQL is back within Twilio’s repetitions', async () => {
  const start = centre.clock.now()
  const caller = await waitInLine(centre, 20)
  road.cut()
  const unsubscribe = centre.emulator.telephony.events.subscribe((event) => {
    if (event.type === 'webhook-response' && event.status === 503) road.open()
  })
  caller.hangUp()
  await seconds(30)
  unsubscribe()
  expect(await rowsOf(centre, start)).toMatchObject({
    visits: [{ QueueResult: 'hangup' }],
    ends: [{ leg: 'caller' }],
  })
})
