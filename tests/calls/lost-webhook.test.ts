import { beforeEach, expect, test } from 'vitest'
import type { Telephone } from '../../emulator/telephony/telephone.ts'
import { useCentre } from '../support/centre.ts'
import { dialIn, furnish, rowsOf, softphone } from './call-centre.ts'

const centre = useCentre()
beforeEach(() => furnish(centre))

const steps = ['greeting', 'menu-choice', 'queue-wait', 'queue-connecting', 'queue-left', 'call-status']
/** What such a call asks for again: the wait turns, and two legs end. */
const asked = [...steps.map((step) => [step, 1] as const), ['queue-wait', 2], ['call-status', 2]] as const

/** The caller does what a person would: presses 1 when asked, waits for a minute, and is called by whoever comes. */
async function patientCaller(): Promise<Telephone> {
  const caller = await dialIn(centre)
  await centre.clock.advance(20_000)
  caller.press('1')
  await centre.clock.advance(70_000)
  return caller
}

test.each(asked)(
  '%s lost once (request %i) is repeated, and nothing else is different',
  async (step, nth) => {
    const start = centre.clock.now()
    await losing(step, nth, 1)
    expect(await rowsOf(centre, start)).toMatchObject({
      visits: [{ QueueResult: 'bridged' }],
      answers: [{ bridged: 1, visit_id: 'visit 1' }],
      ends: [{ leg: 'caller' }, { leg: 'operator' }],
    })
  },
)

test.each(asked)(
  'with %s lost (request %i) however often it is asked for, the caller goes on, and every visit closes',
  async (step, nth) => {
    const start = centre.clock.now()
    await losing(step, nth, ['queue-left', 'call-status'].includes(step) ? 4 : 2)
    const { visits } = await rowsOf(centre, start)
    expect(visits.length).toBeGreaterThan(0)
    expect(visits.filter(({ left_at }) => left_at === null)).toEqual([])
  },
)

/** A whole call, of which so many requests for one step are lost, beginning with the `nth`. */
async function losing(step: string, nth: number, requests: number): Promise<void> {
  const faults = Array.from({ length: requests }, (_, more) =>
    centre.emulator.faults.add({ path: `/voice/${step}`, kind: 'lost', nth: nth + more }),
  )
  const caller = await patientCaller()
  expect(caller.endedAs).toBeUndefined()
  const operator = await softphone(centre, 'queue:support')
  await centre.clock.advance(60_000)
  expect(caller.hears).toEqual({ kind: 'bridge', peer: operator.callSid })
  operator.hangUp()
  await centre.clock.advance(60_000)
  // Without any queue-left Twilio goes to the fallback, which knows no better than to put the caller in line again.
  if (step === 'queue-left' && requests > 1) caller.hangUp()
  await centre.clock.advance(60_000)
  expect(caller.endedAs).toBe('completed')
  expect(caller.said.join()).not.toMatch(/application error/i)
  expect(faults.at(-1)!.seen).toBeGreaterThanOrEqual(nth + requests - 1)
}

test('Twilio repeats the leaving and the end of a call until they are written', async () => {
  for (const step of ['queue-left', 'call-status'])
    centre.emulator.faults.add({ path: `/voice/${step}`, kind: 'status', status: 503, nth: 1 })
  const start = centre.clock.now()
  const caller = await patientCaller()
  caller.hangUp()
  await centre.clock.advance(60_000)
  expect(await rowsOf(centre, start)).toMatchObject({
    visits: [{ QueueResult: 'hangup' }],
    ends: [{ leg: 'caller' }],
  })
})
