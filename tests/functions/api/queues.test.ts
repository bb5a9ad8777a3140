import { afterEach, expect, test } from 'vitest'
import { waitInLine } from '../../calls/call-centre.ts'
import { anOperator, queueSettings } from '../../support/builders.ts'
import { bothSides } from '../../support/both-sides.ts'
import { useCentre } from '../../support/centre.ts'
import { signIn } from '../../support/desk-client.ts'

const centre = useCentre()

const support = queueSettings()

afterEach(() => centre.emulator.faults.clear())

async function anAdmin() {
  await anOperator(centre.db, { operator_id: 'admin', operator_level_id: 1 })
  return signIn(centre.url, 'admin')
}

test('a queue is made at Twilio and here, and both agree', async () => {
  const desk = await anAdmin()
  const { queue } = await desk.must('queues/create', support)
  expect(queue).toMatchObject({ ...support, version: 1, operatorCount: 0 })
  expect(await bothSides(centre)).toEqual({ theirs: [['support', 10]], ours: [['support', 10]], same: true })
  const { queues } = await desk.must('queues/list', { check: true })
  expect(queues).toEqual([{ ...queue, twilio: 'agrees' }])
})

test('what somebody did to a queue at Twilio is seen, and the next save mends it', async () => {
  const desk = await anAdmin()
  await desk.must('queues/create', support)
  const seen = async () => (await desk.must('queues/list', { check: true })).queues[0]!.twilio
  const atTwilio = [...centre.emulator.telephony.queues.values()][0]!
  atTwilio.maxSize = 3
  expect(await seen()).toBe('resized')
  atTwilio.name = 'renamed'
  expect(await seen()).toBe('renamed')
  await desk.must('queues/update', { ...support, version: 1 })
  expect(await seen()).toBe('agrees')
  centre.emulator.telephony.queues.delete(atTwilio.sid)
  expect(await seen()).toBe('missing')
  await desk.must('queues/update', { ...support, version: 2 })
  expect(await seen()).toBe('agrees')
  centre.emulator.faults.add({ kind: 'status', status: 503, on: 'rest', path: '*' })
  expect(await seen()).toBe('unknown')
})

test('a queue whose SID at Twilio has changed is removed by its name', async () => {
  const desk = await anAdmin()
  await desk.must('queues/create', support)
  await centre.db
    .updateTable('queue')
    .set({ twilio_queue_id: `QU${'0'.repeat(32)}` })
    .execute()
  await desk.must('queues/delete', { queueId: 'support', version: 1 })
  expect(await bothSides(centre)).toEqual({ theirs: [], ours: [], same: true })
})

test('a queue with operators is not removed, nor one in which a caller waits', async () => {
  const desk = await anAdmin()
  const { queue } = await desk.must('queues/create', support)
  await anOperator(centre.db, { queues: ['support'] })
  const reference = { queueId: 'support', version: queue.version }
  const refused = async () => (await desk.call('queues/delete', reference)).body.error?.code
  expect(await refused()).toBe('queue-in-use')
  await centre.db.deleteFrom('operator_queue').execute()

  const caller = await waitInLine(centre)
  expect(await refused()).toBe('queue-not-empty')
  expect(await bothSides(centre)).toEqual({ theirs: [['support', 10]], ours: [['support', 10]], same: true })

  caller.hangUp()
  await centre.clock.advance(2000)
  await desk.must('queues/delete', reference)
  expect(await bothSides(centre)).toEqual({ theirs: [], ours: [], same: true })
})

test('the second of two who change the same queue is told, and overwrites nothing', async () => {
  const desk = await anAdmin()
  const { queue } = await desk.must('queues/create', support)
  const change = { ...support, queueName: '一人目', version: queue.version }
  const { queue: changed } = await desk.must('queues/update', change)
  const late = await desk.call('queues/update', { ...change, queueName: '二人目', maxSize: 50 })
  expect(late).toMatchObject({ status: 409, body: { error: { code: 'changed-meanwhile' } } })
  const removal = await desk.call('queues/delete', { queueId: 'support', version: queue.version })
  expect(removal).toMatchObject({ status: 409, body: { error: { code: 'changed-meanwhile' } } })
  expect((await desk.must('queues/list', {})).queues).toEqual([changed])
  expect((await bothSides(centre)).theirs).toEqual([['support', 10]])
})

test('an id that differs only in case is taken', async () => {
  const desk = await anAdmin()
  await desk.must('queues/create', support)
  const again = await desk.call('queues/create', { ...support, queueId: 'SUPPORT' })
  expect(again).toMatchObject({
    status: 409,
    body: { error: { code: 'taken', fields: { queueId: 'taken' } } },
  })
})

test('limits and addresses are refused by the field', async () => {
  const desk = await anAdmin()
  const fields = async (change: object) =>
    (await desk.send('queues/create', { ...support, ...change })).body as unknown
  const refused = (field: string, code: string) => ({ error: { code: 'invalid', fields: { [field]: code } } })
  expect(await fields({ queueId: 'サポート' })).toEqual(refused('queueId', 'malformed'))
  expect(await fields({ queueId: 'x'.repeat(21) })).toEqual(refused('queueId', 'too-long'))
  expect(await fields({ maxSize: 0 })).toEqual(refused('maxSize', 'too-small'))
  expect(await fields({ maxSize: 5001 })).toEqual(refused('maxSize', 'too-large'))
  expect(await fields({ maxSize: 1.5 })).toEqual(refused('maxSize', 'malformed'))
  expect(await fields({ waitUrl: 'http://example.com/' })).toEqual(refused('waitUrl', 'malformed'))
  expect(await fields({ waitUrl: '//example.com/' })).toEqual(refused('waitUrl', 'malformed'))
  expect(await fields({ actionUrl: 'javascript:alert(1)' })).toEqual(refused('actionUrl', 'malformed'))
  expect(await fields({ queueName: '  ' })).toEqual(refused('queueName', 'required'))
  expect(await fields({ thresholds: { ...support.thresholds, waitingCaution: -1 } })).toEqual(
    refused('thresholds.waitingCaution', 'too-small'),
  )
  expect((await bothSides(centre)).theirs).toEqual([])
  expect(await desk.must('queues/create', { ...support, queueId: '#_-', maxSize: 5000 })).toBeTruthy()
})
