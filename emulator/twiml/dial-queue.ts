import { Bridge } from '../telephony/bridge.ts'
import type { Hook } from '../telephony/call.ts'
import { NO_NUMBER } from '../error-dictionary.ts'
import {
  LONGEST_NAME,
  type Queue,
  type Taking,
  findQueue,
  leaveLine,
  secondsIn,
  standInLine,
} from '../telephony/queue.ts'
import { Stopped, until } from '../telephony/stopped.ts'
import { hookOf } from './attributes.ts'
import type { Dialling } from './dial-legs.ts'
import { holdBridge } from './dial-bridge.ts'
import type { DialOutcome } from './dial.ts'
import type { Element } from './document.ts'
import { report } from './interpreter.ts'
import type { Run, Shape } from './run.ts'
import { TwimlError } from './twiml-error.ts'

export const queueNoun: Shape = {
  attributes: ['url', 'method'],
  notEmulated: ['reservationSid', 'postWorkActivitySid'],
}

interface Wanted {
  queue: Queue
  guidance?: Hook
}

/** An operator takes the caller who has waited longest, or waits for one. Never creates a queue. */
export async function dialQueue(
  run: Run,
  element: Element,
  dialling: Dialling,
  sofar: DialOutcome,
): Promise<DialOutcome> {
  const { telephony } = run
  const wanted = wantedQueue(run, element)
  if (!wanted) return { status: telephony.switches.unknownQueue, bridged: false }
  const taking = await takeCaller(run, wanted, dialling)
  if (!taking) {
    const extra = { QueueSid: wanted.queue.sid }
    return { status: telephony.switches.queueDialTimedOut, bridged: false, extra }
  }
  Object.assign(sofar, { ...queueOutcome(run, taking), status: 'canceled' })
  const bridge = await guidanceOver(run, taking)
  if (bridge === 'caller-lost') return { ...sofar, status: telephony.switches.callerGoneDuringGuidance }
  Object.assign(sofar, { status: 'completed', bridged: true })
  await holdBridge(run, bridge, dialling, sofar)
  return sofar
}

/** Undefined, and reported, when there is no such queue or the noun is wrong: the dial posts an error status (TwiML: Queue). */
function wantedQueue(run: Run, element: Element): Wanted | undefined {
  try {
    return { queue: queueNamed(run, element.text), guidance: hookOf(run, element, 'url', 'method') }
  } catch (error) {
    report(run.leg, error, run.documentUrl)
    return undefined
  }
}

function queueNamed({ telephony }: Run, name: string): Queue {
  if (!name) throw new TwimlError(14212, '<Queue> names no queue.')
  if ([...name].length > LONGEST_NAME)
    throw new TwimlError(14213, `A queue's name has ${LONGEST_NAME} characters at most: "${name}".`)
  const queue = findQueue(telephony, name)
  if (!queue) throw new TwimlError(NO_NUMBER, `There is no queue "${name}".`)
  return queue
}

function queueOutcome({ leg, telephony }: Run, { stay }: Taking): Partial<DialOutcome> {
  const callSid = telephony.switches.dialCallSidOfQueue === 'caller' ? stay.leg.call.sid : undefined
  const QueueTime = String(secondsIn(stay))
  return {
    callSid,
    bridged: false,
    extra: { QueueSid: stay.queue.sid, QueueTime, DequeingCallSid: leg.call.sid },
  }
}

async function takeCaller(
  run: Run,
  { queue, guidance }: Wanted,
  dialling: Dialling,
): Promise<Taking | undefined> {
  const { leg, telephony } = run
  leg.hear({ kind: telephony.switches.operatorWaitSound })
  const taker = standInLine(telephony, queue, leg, guidance)
  let timer
  const timedOut = new Promise<undefined>((resolve) => {
    timer = telephony.clock.setTimeout(() => resolve(undefined), dialling.timeoutSeconds * 1000)
  })
  try {
    const taking = await until(Promise.race([taker.taking.promise, timedOut]), run.signal)
    return taking ?? (leaveLine(queue, taker) ? undefined : await taker.taking.promise)
  } catch (error) {
    void taker.taking.promise.then((taking) => taking.operatorGone.abort(new Stopped('interrupted')))
    throw error
  } finally {
    telephony.clock.clearTimeout(timer)
    leaveLine(queue, taker)
  }
}

async function guidanceOver(run: Run, taking: Taking): Promise<Bridge | 'caller-lost'> {
  try {
    return await until(taking.outcome.promise, run.signal)
  } catch (error) {
    taking.operatorGone.abort(new Stopped('interrupted'))
    throw error
  }
}
