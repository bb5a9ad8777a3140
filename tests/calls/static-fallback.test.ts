import { beforeEach, expect, test } from 'vitest'
import { useCentre } from '../support/centre.ts'
import { dialIn, furnish, rowsOf, softphone } from './call-centre.ts'

const centre = useCentre()

beforeEach(async () => {
  await furnish(centre)
  for (const application of centre.emulator.telephony.applications.values())
    application.voiceFallback = { url: `${centre.url}/assets/fallback-operator.xml`, method: 'GET' }
})

test('who comes by the static documents is answered, and how long they talked is known', async () => {
  for (const step of ['greeting', 'operator-dial'])
    centre.emulator.faults.add({ path: `/voice/${step}`, kind: 'status', status: 500 })
  const start = centre.clock.now()
  const caller = await dialIn(centre)
  await centre.clock.advance(60_000)
  const operator = await softphone(centre, 'queue:support')
  await centre.clock.advance(40_000)
  expect(caller.hears).toEqual({ kind: 'bridge', peer: operator.callSid })
  operator.hangUp()
  await centre.clock.advance(30_000)
  const { calls, visits, answers, legs } = await rowsOf(centre, start)
  expect(visits).toMatchObject([{ QueueResult: 'bridged', result: 'answered', queue_id: 'support' }])
  expect(answers).toMatchObject([
    { visit_id: 'visit 1', operator_id: 'operator1', queue_id: 'support', bridged: 1, inferred: 1 },
  ])
  const talked = answers[0]!.DialCallDuration
  expect(talked).toBeGreaterThan(20)
  expect(calls).toMatchObject([{ result: 'answered', operator_id: 'operator1', talked_ms: talked }])
  expect(legs).toMatchObject([{ destination: 'queue:support', operator_id: 'operator1' }])
  expect(legs[0]!.answered_at).not.toBeNull()
})
