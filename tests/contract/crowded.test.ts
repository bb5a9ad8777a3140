import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { TestClock } from '../../emulator/clock.ts'
import type { Upstream, UpstreamResponse } from '../../emulator/edge/upstream.ts'
import { startEmulator, type Emulator } from '../../emulator/server.ts'
import { Telephone } from '../../emulator/telephony/telephone.ts'
import { account } from './application.ts'

const NUMBER = '+815012345678'
/** Functions that are busy until they are let go; what Twilio asks is answered at once. */
let letGo: (() => void)[] = []
const upstream: Upstream = {
  find: (path) => ({ kind: 'function', access: path === '/busy' ? 'public' : 'protected' }),
  async handle({ url }) {
    if (url === '/busy') await new Promise<void>((resolve) => letGo.push(resolve))
    return url.startsWith('/voice') ? twiml('<Say>Hello</Say>') : twiml('')
  },
}
const twiml = (inside: string): UpstreamResponse => ({
  status: 200,
  headers: { 'content-type': 'text/xml' },
  body: Buffer.from(`<Response>${inside}</Response>`),
})

const clock = new TestClock()
let emulator: Emulator
beforeAll(async () => {
  const numbers = [{ phoneNumber: NUMBER, voiceUrl: '/voice#rp=4xx', statusCallback: '/status#rp=4xx' }]
  emulator = await startEmulator({ port: 0, account, upstream, clock, numbers })
})
beforeEach(() => {
  emulator.reset()
  letGo = []
})
afterAll(() => emulator.close())

/** Thirty functions are under way. */
async function crowd() {
  const running = Array.from({ length: 30 }, () => fetch(`${emulator.url}/busy`))
  await expect.poll(() => letGo.length).toBe(30)
  return running
}

/** There is room again as soon as a webhook has met with none. */
function makeRoomOnce(): void {
  const stop = emulator.telephony.events.subscribe((event) => {
    if (event.type !== 'webhook-response' || event.status !== 429) return
    stop()
    letGo.forEach((go) => go())
  })
}

const statuses = (purpose: string) =>
  emulator.telephony.events
    .of('webhook-response')
    .filter((event) => event.purpose === purpose)
    .map(({ status }) => status)

test('a request for TwiML that finds thirty functions at work is answered 429, and repeated', async () => {
  const running = await crowd()
  makeRoomOnce()
  const caller = Telephone.dial(emulator.telephony, { from: '+81312345678', to: NUMBER })
  await clock.advance(1_000)
  expect(statuses('voice-url')).toEqual([429, 200])
  expect(caller.said).toEqual(['Hello'])
  await Promise.all(running)
})

test('so is a status callback', async () => {
  const caller = Telephone.dial(emulator.telephony, { from: '+81312345678', to: NUMBER })
  await clock.runUntilIdle()
  const running = await crowd()
  makeRoomOnce()
  caller.hangUp()
  await clock.advance(2_000)
  expect(statuses('status-callback')).toEqual([429, 200])
  await Promise.all(running)
})

test('nobody is let in before there is room: the call ends with an apology', async () => {
  const running = await crowd()
  const caller = Telephone.dial(emulator.telephony, { from: '+81312345678', to: NUMBER })
  await clock.advance(60_000)
  expect(statuses('voice-url')).toEqual([429, 429])
  expect(caller.said).toEqual(['We are sorry. An application error has occurred. Goodbye.'])
  letGo.forEach((go) => go())
  await Promise.all(running)
})
