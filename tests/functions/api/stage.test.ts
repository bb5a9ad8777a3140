import { expect, test } from 'vitest'
import { createQueue } from '../../../emulator/telephony/queue.ts'
import { anOperator, aQueue, queueSettings } from '../../support/builders.ts'
import { useCentre } from '../../support/centre.ts'
import { signIn } from '../../support/desk-client.ts'

const centre = useCentre({ environment: { STAGE: 'dev_' } })

test("a stage's queues and identities carry its name at Twilio, and the desk never sees it", async () => {
  await aQueue(centre.db, { queue_id: 'first' })
  await anOperator(centre.db, { operator_id: 'admin', operator_level_id: 1, queues: ['first'] })
  const desk = await signIn(centre.url, 'admin')
  await desk.must('queues/create', queueSettings())
  // Production's queue of that name is somebody else's.
  const production = createQueue(centre.emulator.telephony, 'support')
  await desk.must('queues/update', { ...queueSettings({ maxSize: 7 }), version: 1 })
  const names = [...centre.emulator.telephony.queues.values()].map(({ name, maxSize }) => [name, maxSize])
  expect(names).toEqual([
    ['dev_support', 7],
    ['support', production.maxSize],
  ])
  expect((await desk.must('voice-token', {})).identity).toBe('dev_admin')
})
