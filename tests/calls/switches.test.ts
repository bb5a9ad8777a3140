import { beforeEach, expect, test } from 'vitest'
import { switchValues } from '../../emulator/switches.ts'
import { useCentre } from '../support/centre.ts'
import { emptyTables } from '../support/database.ts'
import { furnish, rowsOf } from './call-centre.ts'
import { journeys } from './journeys.ts'

const centre = useCentre()
beforeEach(() => furnish(centre))

const others = Object.entries(switchValues).flatMap(([name, [_default, ...values]]) =>
  values.map((value) => [name, value] as const),
)

test.each(others)(
  'with %s = %s every journey ends, every visit closes, and nobody hears an error',
  async (name, value) => {
    for (const journey of Object.values(journeys)) {
      await startAfresh()
      centre.emulator.telephony.setSwitch(name, value)
      const start = centre.clock.now()
      await journey(centre)
      expect(centre.emulator.telephony.live()).toEqual([])
      expect(errors()).toEqual([])
      const { visits, answers } = await rowsOf(centre, start)
      expect(visits.filter(({ left_at }) => left_at === null)).toEqual([])
      expect(answers.filter(({ visit_id }) => visit_id === null)).toEqual([])
    }
  },
  120_000,
)

/** What Twilio's debugger would list, but for the warning that a queue is full: one journey is about that. */
function errors() {
  return centre.emulator.telephony.events.of('error').filter(({ code }) => code !== 14207)
}

async function startAfresh(): Promise<void> {
  centre.emulator.reset()
  await centre.emulator.telephony.idle()
  await emptyTables(centre.databaseUrl)
  await furnish(centre)
}
