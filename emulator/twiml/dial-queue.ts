import { Bridge } from '../telephony/bridge.ts'
import { type Queue, type Taking, findQueue, leaveLine, secondsIn, standInLine } from '../telephony/queue.ts'
import { Stopped, until } from '../telephony/stopped.ts'
import { hookOf } from './attributes.ts'
import type { Dialling } from './dial-legs.ts'
import { holdBridge } from './dial-bridge.ts'
import type { DialOutcome } from './dial.ts'
import type { Element } from './document.ts'
import type { Run, Shape } from './run.ts'
import { TwimlError } from './twiml-error.ts'

export const queueNoun: Shape = { attributes: ['url', 'method'] }

/** An operator takes the caller who has waited longest, or waits for one. Never creates a queue. */
export async function dialQueue(
  run: Run,
  element: Element,
  dialling: Dialling,
  sofar: DialOutcome,
): Promise<DialOutcome> {
  const { leg, telephony } = run
  if (!element.text) throw new TwimlError(14204, '<Queue> names no queue.')
  const queue = findQueue(telephony, element.text)
  if (!queue) {
    leg.fail({ code: 13236, message: `There is no queue "${element.text}".`, url: run.documentUrl })
    return { status: telephony.switches.unknownQueue, bridged: false }
  }
  const taking = await takeCaller(run, element, queue, dialling)
  if (!taking)
    return { status: telephony.switches.queueDialTimedOut, bridged: false, extra: { QueueSid: queue.sid } }
  Object.assign(sofar, { ...queueOutcome(run, taking), status: 'canceled' })
  const bridge = await guidanceOver(run, taking)
  if (bridge === 'caller-lost') return { ...sofar, status: telephony.switches.callerGoneDuringGuidance }
  Object.assign(sofar, { status: 'completed', bridged: true })
  await holdBridge(run, bridge, dialling, sofar)
  return sofar
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
  element: Element,
  queue: Queue,
  dialling: Dialling,
): Promise<Taking | undefined> {
  const { leg, telephony } = run
  leg.hear({ kind: telephony.switches.operatorWaitSound })
  const taker = standInLine(telephony, queue, leg, hookOf(run, element, 'url', 'method'))
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
