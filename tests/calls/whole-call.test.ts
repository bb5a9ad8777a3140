import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { Telephone } from '../../emulator/telephony/telephone.ts'
import { useCentre } from '../support/centre.ts'
import { dialIn, furnish, rowsOf, softphone, stepsOf, waitInLine } from './call-centre.ts'

const centre = useCentre()
beforeEach(() => furnish(centre))
const seconds = (count: number) => centre.clock.advance(count * 1000)

test('a caller is greeted, told their place, given music, an operator and a goodbye', async () => {
  const caller = await waitInLine(centre, 60)
  expect(caller.said).toEqual([
    'お電話ありがとうございます。',
    'オペレーターにおつなぎいたします。',
    'お待たせして申し訳ございません。ただいま1番目にお待ちです。そのままお待ちください。',
    'お待たせして申し訳ございません。ただいま1番目にお待ちです。そのままお待ちください。',
  ])
  expect(caller.heard).toContainEqual({ kind: 'play', url: `${centre.url}/assets/hold-music-1.wav` })
  const operator = await softphone(centre, 'queue:support')
  await seconds(20)
  expect(operator.said).toEqual(['サポートのお電話をお待ちします。'])
  expect(caller.hears).toEqual({ kind: 'bridge', peer: operator.callSid })
  operator.hangUp()
  await seconds(20)
  expect(caller.said.slice(-2)).toEqual([
    'お待たせいたしました。オペレーターにおつなぎいたします。',
    'お電話ありがとうございました。失礼いたします。',
  ])
  expect(caller.endedAs).toBe('completed')
})

test('the desk is told who is coming before they are joined', async () => {
  const operator = await softphone(centre, 'queue:support')
  await seconds(5)
  const caller = await waitInLine(centre, 10)
  expect(operator.messages.map(({ content }) => JSON.parse(content) as unknown)).toEqual([
    { kind: 'caller', callSid: caller.callSid, number: '+819012345678', queueId: 'support', waitSeconds: 0 },
  ])
})

test('callers move up in line', async () => {
  const first = await waitInLine(centre, 1)
  const second = await waitInLine(centre, 20, '+818011112222')
  expect(second.said.at(-1)).toContain('2番目')
  first.hangUp()
  await seconds(60)
  expect(second.said.at(-1)).toContain('1番目')
})

test('an operator waits on after ten minutes, and only as long as the queue is theirs', async () => {
  const operator = await softphone(centre, 'queue:support')
  await seconds(11 * 60)
  expect(stepsOf(centre)).toEqual(['operator-dial', 'operator-dial-ended'])
  expect(operator.endedAs).toBeUndefined()
  await centre.db.deleteFrom('operator_queue').execute()
  await seconds(11 * 60)
  expect(operator.endedAs).toBe('completed')
})

test('an operator’s newer wait ends the older', async () => {
  const older = await softphone(centre, 'queue:support')
  await seconds(5)
  const newer = await softphone(centre, 'queue:support')
  await seconds(5)
  expect([older.endedAs, newer.endedAs]).toEqual(['completed', undefined])
})

test('a colleague is rung, and the leg they take is a call of theirs', async () => {
  const start = centre.clock.now()
  const colleague = new Telephone(centre.emulator.telephony)
  const unregister = centre.emulator.telephony.registerClient('operator2', {
    isTemporary: true,
    invite: ({ callSid }) => void colleague.answer(callSid),
    cancel: () => undefined,
  })
  const operator = await softphone(centre, 'operator:operator2')
  await seconds(30)
  expect(operator.hears).toEqual({ kind: 'bridge', peer: colleague.callSid })
  operator.hangUp()
  await seconds(10)
  unregister()
  const { legs, ends } = await rowsOf(centre, start)
  expect(legs).toMatchObject([
    { CallSid: 'call 1', operator_id: 'operator1', destination: 'operator:operator2', status: 'completed' },
    { CallSid: 'call 2', operator_id: 'operator2', destination: 'operator:operator2', status: 'completed' },
  ])
  expect(ends).toMatchObject([{ leg: 'operator' }, { leg: 'colleague', operator_id: 'operator2' }])
})

test('an operator hears why 110 is not dialled', async () => {
  const operator = await softphone(centre, '110')
  await seconds(20)
  expect(operator.said).toEqual([
    'このお電話から緊急通報はできません。すぐに、携帯電話など別の電話から、もう一度おかけください。',
  ])
  expect(operator.endedAs).toBe('completed')
})

test('a caller moved elsewhere by REST leaves a visit that says so', async () => {
  const start = centre.clock.now()
  const caller = await waitInLine(centre, 30)
  centre.emulator.telephony.redirect(caller.callSid, { twiml: '<Response><Say>elsewhere</Say></Response>' })
  await seconds(20)
  expect(caller.said.at(-1)).toBe('elsewhere')
  expect((await rowsOf(centre, start)).visits).toMatchObject([{ QueueResult: 'redirected', left_at: 31 }])
})

let site: Server
let siteUrl: string
let siteAnswers: Record<string, string>
beforeAll(async () => {
  site = createServer((request, response) => {
    const twiml = siteAnswers[request.url ?? '']
    response.writeHead(twiml ? 200 : 500, { 'content-type': 'text/xml' }).end(twiml ?? '')
  })
  await once(site.listen(0, '127.0.0.1'), 'listening')
  siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
})
afterAll(() => void site.close())

/** The queue gets addresses of its own. A container remembers a queue's settings for 30 s. */
async function ownAddresses(addresses: { wait_url?: string; guidance_url?: string; action_url?: string }) {
  await centre.db.updateTable('queue').set(addresses).where('queue_id', '=', 'support').execute()
  await seconds(31)
}

test('a queue with words of its own speaks them, and leaves the same rows', async () => {
  siteAnswers = {
    '/wait': '<Response><Say>our own wait</Say><Pause length="20"/></Response>',
    '/guide': '<Response><Say>our own guidance</Say></Response>',
    '/after': '<Response><Say>our own goodbye</Say></Response>',
  }
  await ownAddresses({
    wait_url: `${siteUrl}/wait`,
    guidance_url: `${siteUrl}/guide`,
    action_url: `${siteUrl}/after`,
  })
  const start = centre.clock.now()
  const caller = await waitInLine(centre, 30)
  const operator = await softphone(centre, 'queue:support')
  await seconds(20)
  operator.hangUp()
  await seconds(20)
  expect([...new Set(caller.said.slice(2))]).toEqual(['our own wait', 'our own guidance', 'our own goodbye'])
  const { visits, answers } = await rowsOf(centre, start)
  expect(visits).toMatchObject([{ QueueResult: 'bridged', operator_id: 'operator1' }])
  expect(visits[0]!.entered_at).toBeLessThan(10)
  expect(answers).toMatchObject([{ visit_id: 'visit 1', bridged: 1 }])
})

test('a queue whose own wait is broken keeps its callers: they wait with ours', async () => {
  siteAnswers = {}
  await ownAddresses({ wait_url: `${siteUrl}/wait` })
  const start = centre.clock.now()
  const caller = await waitInLine(centre, 60)
  expect(caller.said).toContain(
    '申し訳ございません。うまくおつなぎできませんでした。もう一度おつなぎいたします。',
  )
  expect(caller.hears.kind).toBe('play')
  caller.hangUp()
  await seconds(10)
  expect((await rowsOf(centre, start)).visits).toMatchObject([
    { QueueResult: 'error', previous_visit_id: null },
    { QueueResult: 'hangup', previous_visit_id: 'visit 1' },
  ])
})

test.each([500, 429])('one %i in the wait costs nobody the place in line', async (status) => {
  centre.emulator.faults.add({ path: '/voice/queue-wait', kind: 'status', status, nth: 2 })
  const caller = await waitInLine(centre, 60)
  expect(stepsOf(centre)).not.toContain('queue-left')
  expect(caller.hears.kind).toBe('play')
})

test('a caller whose wait breaks three times is let go kindly', async () => {
  centre.emulator.faults.add({ path: '/voice/queue-wait', kind: 'status', status: 500 })
  const caller = await waitInLine(centre, 60)
  await seconds(60)
  expect(caller.said.at(-1)).toContain('後ほどおかけ直しください。')
  expect(caller.endedAs).toBe('completed')
  expect(stepsOf(centre).filter((step) => step === 'queue-left')).toHaveLength(3)
})

test('nobody hears anything but sentences of ours while keys are pressed at any time', async () => {
  const caller = await dialIn(centre)
  for (const key of ['5', '0', '1', '2', '#', '1']) {
    caller.press(key)
    await seconds(3)
  }
  caller.hangUp()
  await seconds(5)
  expect(centre.emulator.telephony.events.of('error')).toEqual([])
  expect(centre.emulator.telephony.live()).toEqual([])
})
