import { afterAll, beforeAll, expect, test } from 'vitest'
import { HeadlessClient } from '../../emulator/telephony/headless-client.ts'
import { Telephone } from '../../emulator/telephony/telephone.ts'
import { CENTRE, CUSTOMER, TestApplication, telephonyFor } from './application.ts'
import { tokenFor } from './token.ts'

let application: TestApplication

beforeAll(async () => {
  application = await TestApplication.start()
})
afterAll(() => application.stop())

test('A reset ends everything without a word, and leaves what was there at the beginning', async () => {
  application
    .on('/voice', '<Enqueue action="/left" waitUrl="/wait">support</Enqueue>')
    .on('/wait', '<Pause length="30"/>')
  const { telephony, clock, softphones } = telephonyFor(application, {
    switches: { callerGeography: 'absent' },
  })
  telephony.setSwitch('callerGeography', 'country-only')
  telephony.setSwitch('emptyGatherDigits', 'absent')
  telephony.faults.add({ kind: 'duplicate', path: '*' })
  new HeadlessClient(telephony, tokenFor('op_1', softphones.sid)).register()
  telephony.registerClient('op_2', { invite: () => {}, cancel: () => {} })
  const caller = Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE })
  await clock.advance(5_000)
  application.requests.length = 0
  telephony.reset()
  await clock.advance(60_000)
  expect(application.requests).toEqual([])
  expect(caller.endedAs).toBe('no-answer')
  expect(telephony).toMatchObject({
    calls: new Map(),
    queues: new Map(),
    switches: { callerGeography: 'absent', emptyGatherDigits: 'empty' },
  })
  expect(telephony.events.all).toEqual([])
  expect(telephony.faults.list()).toEqual([])
  expect(telephony.numbers.size + telephony.applications.size).toBe(2)
  expect(telephony.clients.identities()).toEqual(['op_2'])
})
