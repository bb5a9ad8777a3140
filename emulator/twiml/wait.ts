import type { HttpMethod } from '../telephony/call.ts'
import { type Stay, type Taking, averageWait, pair, positionOf, secondsIn } from '../telephony/queue.ts'
import { Stopped, childController, until } from '../telephony/stopped.ts'
import { addressFrom, methodOf } from './attributes.ts'
import type { Element } from './document.ts'
import { report, runChain } from './interpreter.ts'
import type { Run } from './run.ts'
import { TwimlError } from './twiml-error.ts'

/** How a wait ended that nobody cut short. */
export interface WaitEnding {
  then: 'leave' | 'hang-up' | 'error'
}

/** A wait document that takes less is an error of the application; it is asked for no more often than this. */
const SHORTEST_TURN_MS = 1_000

/** The caller waits, hearing waitUrl again and again, until taken or until a document says otherwise. */
export async function waitInQueue(run: Run, element: Element, stay: Stay): Promise<Taking | WaitEnding> {
  const waiting = childController(run.signal)
  const turns = takeTurns({ ...run, mode: 'wait', signal: waiting.signal }, element, stay)
  turns.catch(() => {})
  try {
    return await until(Promise.race([stay.taken.promise, turns]), run.signal)
  } catch (error) {
    void stay.taken.promise.then(({ outcome }) => outcome.resolve('caller-lost'))
    throw error
  } finally {
    waiting.abort(new Stopped('interrupted'))
    run.leg.hear({ kind: 'silence' })
  }
}

/** A wait document answers the call, or does not yet (TwiML changelog 2024-03-11); music and wanted silence do. */
async function takeTurns(run: Run, element: Element, stay: Stay): Promise<WaitEnding> {
  const address = element.attributes.waitUrl
  const { firstWaitWithOperatorWaiting } = run.telephony.switches
  if (!address || firstWaitWithOperatorWaiting === 'skipped') mayBeTaken(run, stay)
  if (!address) run.leg.answer()
  if (!address || stay.takenAt !== undefined) return hearNothingNew(run, address)
  const url = addressFrom(run, address)
  const method = methodOf(element, 'waitUrlMethod')
  for (;;) {
    const began = run.telephony.clock.now()
    const ending = await oneTurn(run, url, method, stay)
    if (ending) return ending
    await rest(run, url, run.telephony.clock.now() - began)
  }
}

function mayBeTaken(run: Run, stay: Stay): void {
  stay.ready = true
  pair(run.telephony, stay.queue)
}

async function hearNothingNew(run: Run, address: string | undefined): Promise<never> {
  if (address === undefined) run.leg.hear({ kind: 'hold-music' })
  return until(new Promise<never>(() => {}), run.signal)
}

async function oneTurn(
  run: Run,
  url: string,
  method: HttpMethod,
  stay: Stay,
): Promise<WaitEnding | undefined> {
  try {
    const parameters = waitParameters(stay)
    const ending = await runChain(run, { url, method, purpose: 'wait-url', parameters }, () =>
      mayBeTaken(run, stay),
    )
    if (ending.then === 'leave' || ending.then === 'hang-up') return { then: ending.then }
  } catch (error) {
    if (!(error instanceof TwimlError)) throw error
    report(run.leg, error)
    return { then: 'error' }
  }
}

async function rest(run: Run, url: string, took: number): Promise<void> {
  if (took >= SHORTEST_TURN_MS) return
  const message = `The wait document lasted ${took} ms; it would be asked for without end.`
  run.leg.fail({ code: 12200, message, url })
  await run.leg.pause(SHORTEST_TURN_MS - took, run.signal)
}

function waitParameters(stay: Stay): Record<string, string> {
  const { queue } = stay
  return {
    QueuePosition: String(positionOf(stay)),
    QueueSid: queue.sid,
    QueueTime: String(secondsIn(stay)),
    AvgQueueTime: String(averageWait(queue)),
    CurrentQueueSize: String(queue.stays.length),
    MaxQueueSize: String(queue.maxSize),
  }
}
