import { Bridge } from '../telephony/bridge.ts'
import type { QueueResult } from '../telephony/events.ts'
import {
  LONGEST_NAME,
  type Queue,
  type Stay,
  type Taking,
  createQueue,
  enter,
  findQueue,
  leave,
  secondsIn,
} from '../telephony/queue.ts'
import { Stopped, until } from '../telephony/stopped.ts'
import { toAction } from './attributes.ts'
import type { Element } from './document.ts'
import { runGuidance } from './guidance.ts'
import { report } from './interpreter.ts'
import { type Next, type Run, type Verb } from './run.ts'
import { tellAction } from './tell-action.ts'
import { TwimlError } from './twiml-error.ts'
import { type Wait, type WaitEnding, readWait, waitInQueue } from './wait.ts'

/** How the visit would end now, if the caller hung up or if REST moved them. */
interface LastWords {
  hungUp: QueueResult
  redirected: QueueResult
}

export const enqueue: Verb = {
  attributes: ['action', 'method', 'waitUrl', 'waitUrlMethod'],
  notEmulated: ['workflowSid', 'maxQueueSize', 'Task'],
  modes: ['call'],
  async run(run: Run, element: Element): Promise<Next> {
    const withError = toAction(run, element, 'enqueue-action', { QueueResult: 'error' })
    const wanted = readWish(run, element)
    if (!wanted) return withError
    const { queue, wait } = wanted
    if (queue.stays.length >= queue.maxSize) return queueFull(run, element)
    const stay = enter(queue, run.leg)
    const words: LastWords = { hungUp: 'hangup', redirected: 'redirected' }
    try {
      return await standInQueue(run, element, wait, stay, words)
    } catch (error) {
      if (!(error instanceof Stopped)) throw error
      const told = tellAfterwards(run, element, stay, run.leg.isOver ? words.hungUp : words.redirected)
      if (run.leg.isOver) await told
      throw error
    }
  },
}

/** Undefined, and reported, when the verb is wrong: the action is told `error` (TwiML: Enqueue, QueueResult). */
function readWish(run: Run, element: Element): { queue: Queue; wait: Wait } | undefined {
  try {
    const wait = readWait(run, element)
    return { queue: queueNamed(run, element.text), wait }
  } catch (error) {
    report(run.leg, error, run.documentUrl)
    return undefined
  }
}

function queueNamed({ telephony }: Run, name: string): Queue {
  if (!name) throw new TwimlError(14204, '<Enqueue> names no queue.')
  if ([...name].length > LONGEST_NAME)
    throw new TwimlError(14205, `A queue's name has ${LONGEST_NAME} characters at most: "${name}".`)
  return findQueue(telephony, name) ?? createQueue(telephony, name)
}

function queueFull(run: Run, element: Element): Next {
  run.leg.fail({ code: 14207, message: `The queue "${element.text}" is full.`, url: run.documentUrl })
  return toAction(run, element, 'enqueue-action', { QueueResult: 'queue-full' })
}

/** Waiting, guidance, talk: each has its own words for an end from outside. */
async function standInQueue(
  run: Run,
  element: Element,
  wait: Wait,
  stay: Stay,
  words: LastWords,
): Promise<Next> {
  const waited = await waitInQueue(run, wait, stay)
  if (!('operator' in waited)) return endOfWait(run, element, stay, waited, words)
  words.hungUp = run.telephony.switches.hangupDuringGuidance
  const outcome = await beGuided(run, stay, waited)
  if (typeof outcome === 'string') return visitOver(run, element, stay, outcome)
  Object.assign(words, { hungUp: 'bridged', redirected: 'redirected-from-bridged' })
  await until(outcome.over, run.signal)
  return visitOver(run, element, stay, 'bridged')
}

function endOfWait(run: Run, element: Element, stay: Stay, ending: WaitEnding, words: LastWords): Next {
  if (ending.then === 'leave') return visitOver(run, element, stay, 'leave')
  if (ending.then === 'error') return visitOver(run, element, stay, 'error')
  words.hungUp = run.telephony.switches.hangupVerbInWait
  run.leg.finish('completed')
  throw new Stopped('ended')
}

/** The guidance runs on the caller's leg; the bridge comes after it, unless one of the two is gone. */
async function beGuided(run: Run, stay: Stay, taking: Taking): Promise<Bridge | QueueResult> {
  try {
    const failed = await runGuidance(run, stay, taking)
    if (failed && run.telephony.switches.failedGuidance === 'error') {
      taking.outcome.resolve('caller-lost')
      return 'error'
    }
    if (taking.operator.isOver) return run.telephony.switches.operatorGoneDuringGuidance
    const bridge = new Bridge(run.leg, taking.operator)
    taking.outcome.resolve(bridge)
    return bridge
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
    if (error.why === 'interrupted') return run.telephony.switches.operatorGoneDuringGuidance
    taking.outcome.resolve('caller-lost')
    throw error
  }
}

function visitOver(run: Run, element: Element, stay: Stay, result: QueueResult): Next {
  leave(stay, result)
  return toAction(run, element, 'enqueue-action', visitParameters(stay, result))
}

/** The caller is gone or elsewhere: the action is requested, its answer heard by nobody. */
async function tellAfterwards(run: Run, element: Element, stay: Stay, result: QueueResult): Promise<void> {
  const { leg, telephony } = run
  leave(stay, result)
  const { actionOnRedirect, actionAfterHangupInBridge } = telephony.switches
  if (!leg.isOver && actionOnRedirect === 'not-requested') return
  if (leg.isOver && result === 'bridged' && actionAfterHangupInBridge === 'not-requested') return
  await tellAction(run, () => toAction(run, element, 'enqueue-action', visitParameters(stay, result)))
}

function visitParameters(stay: Stay, result: QueueResult): Record<string, string> {
  return { QueueResult: result, QueueSid: stay.queue.sid, QueueTime: String(secondsIn(stay)) }
}
