import { createRequire } from 'node:module'
import twilio from 'twilio'
import { expect, test } from 'vitest'
import { setup } from '../../scripts/live/setup.ts'
import { stageNamed } from '../../scripts/live/stage.ts'
import { openPool } from '../../src/db/pool.ts'
import { aQueue } from '../support/builders.ts'
import { useCentre } from '../support/centre.ts'

createRequire(import.meta.url)('../../emulator/preload.cjs')
const centre = useCentre()

test('npm start on a database of somebody else makes its queues here and leaves their rows as they are', async () => {
  const { db, emulator, environment, databaseUrl, url } = centre
  ;(globalThis as Record<symbol, unknown>)[Symbol.for('emulator.restPort')] = emulator.restPort
  await aQueue(db, { queue_id: 'sales', twilio_queue_id: 'QU' + '7'.repeat(32) })
  const rows = () => db.selectFrom('queue').selectAll().execute()
  const before = await rows()

  const client = twilio(environment.ACCOUNT_SID, environment.AUTH_TOKEN)
  const file = { name: 'start.env', path: '', values: environment, emulated: undefined }
  const wiring = { file, stage: stageNamed('production'), client, pool: openPool(databaseUrl), baseUrl: url }
  await setup({ ...wiring, leavesDatabase: true, say: () => {} })

  expect(await rows()).toEqual(before)
  const names = (await client.queues.list()).map(({ friendlyName }) => friendlyName)
  expect(names.sort()).toEqual(['sales', 'support'])
})
