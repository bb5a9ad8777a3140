import { NO_NUMBER } from '../error-dictionary.ts'
import type { Hook } from '../telephony/call.ts'
import { type Stay, type Taking, averageWait, pair, positionOf, secondsIn } from '../telephony/queue.ts'
import { Stopped, childController, until } from '../telephony/stopped.ts'
import { hookOf } from './attributes.ts'
import type { Element } from './document.ts'
import { report, runChain } from './interpreter.ts'
import type { Run } from './run.ts'
import { TwimlError } from './twiml-error.ts'

/** How a wait ended that nobody cut short. */
export interface WaitEnding {
  then: 'leave' | 'hang-up' | 'error'
}

/** What the caller hears: documents, Twilio's music where no waitUrl is named, silence where it is empty. */
export type Wait = Hook | 'hold-music' | 'silence'

/** Throws TwimlError. */
export function readWait(run: Run, element: Element): Wait {
  const hook = hookOf(run, element, 'waitUrl', 'waitUrlMethod')
  return hook ?? (element.attributes.waitUrl === undefined ? 'hold-music' : 'silence')
}

/** A wait document that takes less is an error of the application; it is asked for no more often than this. */
const SHORTEST_TURN_MS = 1_000

/** The caller waits, hearing waitUrl again and again, until taken or until a document says otherwise. */
export async function waitInQueue(run: Run, wait: Wait, stay: Stay): Promise<Taking | WaitEnding> {
  const waiting = childController(run.signal)
  const turns = takeTurns({ ...run, mode: 'wait', signal: waiting.signal }, wait, stay)
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
async function takeTurns(run: Run, wait: Wait, stay: Stay): Promise<WaitEnding> {
  const hasDocument = typeof wait !== 'string'
  if (!hasDocument) run.leg.answer()
  const { firstWaitWithOperatorWaiting } = run.telephony.switches
  if (!hasDocument || firstWaitWithOperatorWaiting === 'skipped') mayBeTaken(run, stay)
  if (!hasDocument || stay.takenAt !== undefined) return hearNothingNew(run, wait)
  for (;;) {
    const began = run.telephony.clock.now()
    const ending = await oneTurn(run, wait, stay)
    if (ending) return ending
    await rest(run, wait.url, run.telephony.clock.now() - began)
  }
}

function mayBeTaken(run: Run, stay: Stay): void {
  stay.ready = true
  pair(run.telephony, stay.queue)
}

async function hearNothingNew(run: Run, wait: Wait): Promise<never> {
  if (wait === 'hold-music') run.leg.hear({ kind: 'hold-music' })
  return until(new Promise<never>(() => {}), run.signal)
}

async function oneTurn(run: Run, wait: Hook, stay: Stay): Promise<WaitEnding | undefined> {
  try {
    const parameters = waitParameters(stay)
    const ending = await runChain(run, { ...wait, purpose: 'wait-url', parameters }, () =>
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
  run.leg.fail({ code: NO_NUMBER, message, url })
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
