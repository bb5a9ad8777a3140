import { beforeEach, expect, test } from 'vitest'
import { useCentre } from '../support/centre.ts'
import { furnish, rowsOf, stepsOf, waitInLine } from './call-centre.ts'

const centre = useCentre()
beforeEach(() => furnish(centre))

test('a caller who hangs up while waiting leaves exactly one row with hangup', async () => {
  const start = centre.clock.now()
  const caller = await waitInLine(centre, 60)
  caller.hangUp()
  await centre.clock.advance(5000)
  const { visits, answers, ends } = await rowsOf(centre, start)
  expect(visits).toMatchObject([
    {
      QueueResult: 'hangup',
      CallStatus: 'completed',
      queue_id: 'support',
      left_at: 61,
      closed_by: 'queue-left',
    },
  ])
  expect(answers).toEqual([])
  expect(ends).toMatchObject([{ leg: 'caller', CallStatus: 'completed' }])
  expect(stepsOf(centre)).toEqual([
    'greeting',
    'menu-choice',
    'queue-wait',
    'queue-wait',
    'queue-left',
    'call-status',
  ])
})
