import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FaultSpec } from '../../../emulator/faults.ts'
import { furnish, softphone, waitInLine } from '../../calls/call-centre.ts'
import { anOperator } from '../../support/builders.ts'
import { useCentre } from '../../support/centre.ts'
import { signIn, type DeskClient } from '../../support/desk-client.ts'

const centre = useCentre()
let desk: DeskClient

beforeEach(async () => {
  await furnish(centre)
  await anOperator(centre.db, { operator_id: 'boss', operator_level_id: 2 })
  desk = await signIn(centre.url, 'boss')
})
afterEach(() => centre.emulator.faults.clear())

const seconds = (count: number) => centre.clock.advance(count * 1000)
const fault = (spec: FaultSpec) => centre.emulator.faults.add(spec)

/** Whatever tells of an end is answered 503, however often Twilio tries. */
function loseEnds(): void {
  for (const path of ['/voice/call-status', '/voice/queue-left', '/voice/operator-dial-ended'])
    fault({ path, kind: 'status', status: 503 })
}

async function look() {
  await seconds(5.001)
  const { queues } = await desk.must('wallboard/current', {})
  return queues.find(({ queueId }) => queueId === 'support')!
}

const visits = () => centre.db.selectFrom('enqueue_data').selectAll().execute()
const legs = () => centre.db.selectFrom('operator_call').selectAll().orderBy('started_at').execute()
const restRequests = (path: RegExp) =>
  centre.emulator.telephony.events.of('rest').filter(({ method, url }) => method === 'GET' && path.test(url))

async function talk() {
  const caller = await waitInLine(centre, 20)
  const operator = await softphone(centre, 'queue:support')
  await seconds(40)
  return { caller, operator }
}

test('a waiting caller of whom both ends were lost is closed by what Twilio says', async () => {
  const caller = await waitInLine(centre, 40)
  loseEnds()
  caller.hangUp()
  const gone = centre.clock.now()
  await seconds(20)
  await look()
  await seconds(60)
  expect(await look()).toMatchObject({ waiting: 0, longestWaitSince: null, disagrees: false })
  const [visit] = await visits()
  expect(visit).toMatchObject({ QueueResult: null, result: 'unknown', closed_by: 'call-status' })
  expect(Math.abs(visit!.left_at!.getTime() - gone)).toBeLessThan(1500)
  expect((await look()).today).toMatchObject({ offered: 1, abandoned: 0 })
})

test('an operator whose end was lost neither talks nor waits within a minute of somebody looking', async () => {
  const { operator } = await talk()
  expect(await look()).toMatchObject({ operatorsTalking: 1 })
  loseEnds()
  operator.hangUp()
  const gone = centre.clock.now()
  await seconds(62)
  expect(await look()).toMatchObject({ operatorsWaiting: 0, operatorsTalking: 0, operatorsDoubtful: 0 })
  const [leg] = await legs()
  expect(leg).toMatchObject({ status: 'completed', presumed_over: 0 })
  expect(Math.abs(leg!.ended_at!.getTime() - gone)).toBeLessThan(1500)
})

test('an operator of whom Twilio cannot be asked is doubtful, not talking, and closed when it can', async () => {
  const { operator } = await talk()
  await look()
  loseEnds()
  operator.hangUp()
  const silence = fault({ path: '*/Calls/CA*.json', on: 'rest', kind: 'status', status: 503 })
  await seconds(62)
  expect(await look()).toMatchObject({ operatorsTalking: 0, operatorsDoubtful: 1 })
  centre.emulator.faults.remove(silence.id)
  await seconds(60)
  expect(await look()).toMatchObject({ operatorsTalking: 0, operatorsDoubtful: 0 })
  expect((await legs())[0]!.ended_at).not.toBeNull()
})

test('an operator whose caller has long been gone is doubtful before Twilio is asked', async () => {
  const { caller } = await talk()
  await look()
  fault({ path: '/voice/call-status', kind: 'status', status: 503, nth: 2 })
  fault({ path: '/voice/operator-dial-ended', kind: 'lost' })
  caller.hangUp()
  await seconds(9)
  expect(await look()).toMatchObject({ operatorsTalking: 0 })
})

test('who lives is left alone, and Twilio is asked for the list once a minute however many look', async () => {
  await talk()
  await waitInLine(centre, 31, '+819011112222')
  for (let time = 0; time < 12; time++) await look()
  expect(restRequests(/\/Calls\.json\?/).length).toBeLessThanOrEqual(2)
  expect(restRequests(/\/Calls\/CA/)).toEqual([])
  expect(await look()).toMatchObject({ waiting: 1, operatorsTalking: 1, operatorsDoubtful: 0 })
})

test('where nobody is on the line Twilio is not asked who is', async () => {
  await look()
  await seconds(60)
  await look()
  expect(restRequests(/\/Calls/)).toEqual([])
})

test('an operator who waits again is on no older leg, at once and everywhere', async () => {
  const { caller, operator } = await talk()
  loseEnds()
  operator.hangUp()
  caller.hangUp()
  await seconds(20)
  centre.emulator.faults.clear()
  const own = await signIn(centre.url, 'operator1')
  expect((await own.must('customers/for-call', {})).call).not.toBeNull()
  const again = await softphone(centre, 'queue:support')
  expect(await own.must('customers/for-call', {})).toMatchObject({
    call: null,
    waitingCallSid: again.callSid,
  })
  expect(await look()).toMatchObject({ operatorsTalking: 0, operatorsWaiting: 1 })
  expect((await legs()).map(({ presumed_over }) => presumed_over)).toEqual([1, 0])
})

test('a leg that was taken for over, and is given a caller after all, lives', async () => {
  const first = await softphone(centre, 'queue:support')
  fault({ path: '*/Calls/*', on: 'rest', kind: 'status', status: 503 })
  await softphone(centre, 'queue:support')
  expect((await legs())[0]).toMatchObject({ CallSid: first.callSid, presumed_over: 1 })
  await waitInLine(centre, 20)
  await seconds(10)
  expect((await legs())[0]).toMatchObject({ CallSid: first.callSid, presumed_over: 0, ended_at: null })
})

test('a leg that Twilio says is over when it is to be ended is over in the rows, too', async () => {
  const operator = await softphone(centre, 'queue:support')
  const own = await signIn(centre.url, 'operator1')
  loseEnds()
  operator.hangUp()
  await seconds(20)
  expect(await look()).toMatchObject({ operatorsWaiting: 1 })
  await own.must('session/logout', {})
  expect((await legs())[0]).toMatchObject({ presumed_over: 1 })
  expect(await look()).toMatchObject({ operatorsWaiting: 0 })
})
