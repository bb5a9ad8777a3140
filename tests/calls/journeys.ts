import type { Telephone } from '../../emulator/telephony/telephone.ts'
import type { Centre } from '../support/centre.ts'
import { dialIn, softphone, waitInLine } from './call-centre.ts'

type Journey = (centre: Centre) => Promise<void>

const seconds = (centre: Centre, count: number) => centre.clock.advance(count * 1000)

/** Ways that calls go. Each ends with everybody having hung up. */
export const journeys: Record<string, Journey> = {
  'a caller is served and the operator hangs up first': async (centre) => {
    await waitInLine(centre, 50)
    const operator = await softphone(centre, 'queue:support')
    await seconds(centre, 60)
    operator.hangUp()
    await seconds(centre, 20)
  },
  'a caller is served and hangs up first': async (centre) => {
    const caller = await waitInLine(centre, 50)
    await softphone(centre, 'queue:support')
    await seconds(centre, 60)
    caller.hangUp()
    await seconds(centre, 20)
  },
  'an operator waits 25 minutes for a caller': async (centre) => {
    const early = await softphone(centre, 'queue:support')
    await seconds(centre, 25 * 60)
    // The desk begins a wait anew that ended without anybody asking for it.
    const operator = early.endedAs ? await softphone(centre, 'queue:support') : early
    await waitInLine(centre, 90)
    operator.hangUp()
    await seconds(centre, 20)
  },
  'a caller gives up while waiting': async (centre) => {
    const caller = await waitInLine(centre, 100)
    caller.hangUp()
    await seconds(centre, 10)
  },
  'a caller gives up while an operator is coming': async (centre) => {
    const caller = await waitInLine(centre, 50)
    const operator = await softphone(centre, 'queue:support')
    await centre.clock.advanceUntil(() => comingTo(caller))
    caller.hangUp()
    await seconds(centre, 10)
    operator.hangUp()
    await seconds(centre, 10)
  },
  'an operator vanishes before the caller is joined': async (centre) => {
    const caller = await waitInLine(centre, 50)
    const operator = await softphone(centre, 'queue:support')
    await centre.clock.advanceUntil(() => comingTo(caller))
    operator.hangUp()
    await seconds(centre, 60)
    caller.hangUp()
    await seconds(centre, 10)
  },
  'a caller presses three wrong keys, waits and gives up': async (centre) => {
    const caller = await dialIn(centre)
    for (const key of ['#', '*', '7']) {
      caller.press(key)
      await seconds(centre, 2)
    }
    await seconds(centre, 30)
    caller.hangUp()
    await seconds(centre, 10)
  },
  'a caller without keys waits and gives up': async (centre) => {
    const caller = await dialIn(centre)
    await seconds(centre, 60)
    caller.hangUp()
    await seconds(centre, 10)
  },
  'a caller listens to the product information': async (centre) => {
    const caller = await dialIn(centre)
    caller.press('2')
    await seconds(centre, 120)
  },
  'a caller finds the queue full': async (centre) => {
    for (const queue of centre.emulator.telephony.queues.values()) queue.maxSize = 0
    await waitInLine(centre, 60)
  },
  'an operator calls a customer': async (centre) => {
    const operator = await softphone(centre, '03-1234-5678')
    answerOutside(centre)
    await seconds(centre, 40)
    operator.hangUp()
    await seconds(centre, 10)
  },
  'an operator calls a customer who does not answer': async (centre) => {
    await softphone(centre, '03-1234-5678')
    await seconds(centre, 60)
  },
  'an operator may not dial 110': async (centre) => {
    await softphone(centre, '110')
    await seconds(centre, 30)
  },
}

function comingTo(caller: Telephone): boolean {
  return caller.said.at(-1)?.includes('お待たせいたしました') ?? false
}

function answerOutside({ emulator }: Centre): void {
  for (const { callSid } of emulator.telephony.outside.values()) emulator.telephony.answer(callSid)
}
