import { expect, test, vi } from 'vitest'
import { hashPassword } from '../../../src/session/password.ts'
import { furnish, softphone, waitInLine } from '../../calls/call-centre.ts'
import { testPassword } from '../../support/builders.ts'
import { useCentre } from '../../support/centre.ts'
import { DeskClient } from '../../support/desk-client.ts'

const centre = useCentre()

/** As many at once as leave callers some of the thirty invocations. */
const attackers = 12

test('while sign-in is flooded a call goes its way, and no caller notices', async () => {
  await furnish(centre)
  // What a guess costs in earnest.
  await centre.db
    .updateTable('operator')
    .set({ password: await hashPassword(testPassword) })
    .execute()
  let isOver = false
  const statuses: number[] = []
  const flood = Array.from({ length: attackers }, async (_, nth) => {
    while (!isOver) {
      const operatorId = nth % 2 ? 'operator1' : `nobody${nth}`
      const guess = { json: true as const, operatorId, password: 'a-wild-guess' }
      statuses.push((await new DeskClient(centre.url).call('session/login', guess)).status)
    }
  })

  await vi.waitUntil(() => statuses.includes(429), { timeout: 15_000 })
  const caller = await waitInLine(centre, 40)
  await softphone(centre, 'queue:support')
  await centre.clock.advance(30_000)
  caller.hangUp()
  await centre.clock.advance(5000)
  isOver = true
  await Promise.all(flood)

  // Some guesses reached bcrypt, in the process that serves the call.
  expect(new Set(statuses)).toEqual(new Set([401, 429]))
  const { events } = centre.emulator.telephony
  expect(events.of('webhook-failed')).toEqual([])
  expect(events.of('error')).toEqual([])
  const answers = events.of('webhook-response').filter(({ url }) => url.includes('/voice/'))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  const [visit] = await centre.db.selectFrom('enqueue_data').selectAll().execute()
  expect(visit).toMatchObject({ QueueResult: 'bridged', operator_id: 'operator1' })
}, 60_000)
