import { beforeEach, expect, test } from 'vitest'
import type { FaultSpec } from '../../emulator/faults.ts'
import { emptyTables } from '../support/database.ts'
import { useCentre } from '../support/centre.ts'
import { furnish, rowsOf, within1s } from './call-centre.ts'
import { journeys } from './journeys.ts'

const centre = useCentre()
beforeEach(() => furnish(centre))

const ways: [string, FaultSpec][] = [
  ['with every webhook sent twice at the same moment', { path: '/voice/*', kind: 'duplicate' }],
  ['with callbacks ahead of the steps they follow', { path: '/voice/call-status', kind: 'ahead' }],
]

test.each(Object.entries(journeys))(
  '%s: the same rows as documented, with webhooks doubled, and with callbacks ahead',
  async (_name, journey) => {
    const documented = await rowsAfter(journey)
    expect(documented.ends.length).toBeGreaterThan(0)
    expect(documented.visits.filter(({ left_at }) => left_at === null)).toEqual([])
    for (const [way, fault] of ways) {
      await startAfresh()
      centre.emulator.faults.add(fault)
      expect(await rowsAfter(journey), way).toEqual(within1s(documented))
    }
  },
  60_000,
)

async function rowsAfter(journey: (typeof journeys)[string]) {
  const start = centre.clock.now()
  await journey(centre)
  expect(centre.emulator.telephony.live()).toEqual([])
  return rowsOf(centre, start)
}

async function startAfresh(): Promise<void> {
  centre.emulator.reset()
  await centre.emulator.telephony.idle()
  await emptyTables(centre.databaseUrl)
  await furnish(centre)
}
