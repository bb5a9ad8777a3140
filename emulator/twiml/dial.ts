import { Stopped } from '../telephony/stopped.ts'
import { flag, integer, objectTo, oneOf, toAction } from './attributes.ts'
import { client } from './dial-client.ts'
import { type Dialling, dialLegs } from './dial-legs.ts'
import { number } from './dial-number.ts'
import { dialQueue, queueNoun } from './dial-queue.ts'
import type { Element } from './document.ts'
import { redirect } from './redirect.ts'
import { type Next, type Run, type Verb, next } from './run.ts'
import { tellAction } from './tell-action.ts'

const BAD_NESTING = 13215
const RING_TONES = [
  ...['at', 'au', 'bg', 'br', 'be', 'ch', 'cl', 'cn', 'cz', 'de', 'dk', 'ee', 'es', 'fi', 'fr', 'gr', 'hu'],
  ...['il', 'in', 'it', 'lt', 'jp', 'mx', 'my', 'nl', 'no', 'nz', 'ph', 'pl', 'pt', 'ru', 'se', 'sg', 'th'],
  ...['uk', 'us', 'us-old', 'tw', 've', 'za'],
]

export type DialStatus = 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled'

/** How a dial ended. `seconds` is left out when Twilio leaves it out. */
export interface DialOutcome {
  status: DialStatus
  bridged: boolean
  callSid?: string
  seconds?: number
  /** The caller wants nobody else rung either. */
  givenUp?: boolean
  /** The parameters of a queue. */
  extra?: Record<string, string>
}

export const dial: Verb = {
  attributes: [
    'action',
    'method',
    'timeout',
    'timeLimit',
    'callerId',
    'answerOnBridge',
    'ringTone',
    'hangupOnStar',
    'sequential',
  ],
  notEmulated: [
    ...['record', 'trim', 'recordingTrack', 'recordingConfigurationId', 'recordingStatusCallback'],
    ...['recordingStatusCallbackMethod', 'recordingStatusCallbackEvent', 'referUrl', 'referMethod'],
    ...['callReason', 'events', 'passports', 'callerDisplayName'],
    ...['Application', 'Conference', 'Sim', 'Sip', 'WhatsApp'],
  ],
  badNesting: BAD_NESTING,
  nested: { Number: number, Client: client, Queue: queueNoun },
  modes: ['call'],
  async run(run: Run, element: Element): Promise<Next> {
    const dialling = readDialling(run, element)
    if (!dialling.answerOnBridge) run.leg.answer()
    /** The latest account of the dial, for the case that its own leg ends it. */
    const sofar: DialOutcome = { status: 'canceled', bridged: false }
    try {
      const outcome = await dialNouns(run, element, dialling, sofar)
      return over(run, element, outcome)
    } catch (error) {
      if (error instanceof Stopped) {
        const told = tellAfterwards(run, element, sofar)
        if (run.leg.isOver) await told
      }
      throw error
    }
  },
}

function readDialling(run: Run, element: Element): Dialling {
  const extra = run.telephony.switches.dialTimeoutExtraSeconds
  return {
    timeoutSeconds: integer(run, element, 'timeout', 30, 5, 600) + extra,
    timeLimitSeconds: integer(run, element, 'timeLimit', 14_400, 1, 14_400),
    callerId: element.attributes.callerId,
    answerOnBridge: flag(run, element, 'answerOnBridge'),
    ringTone: oneOf(run, element, 'ringTone', undefined, RING_TONES),
    hangupOnStar: flag(run, element, 'hangupOnStar'),
    sequential: flag(run, element, 'sequential'),
  }
}

function dialNouns(run: Run, element: Element, dialling: Dialling, sofar: DialOutcome): Promise<DialOutcome> {
  const queue = element.children.find(({ name }) => name === 'Queue')
  if (!queue) return dialLegs(run, nounsOf(element), dialling, sofar)
  if (element.children.length > 1) objectTo(run, BAD_NESTING, '<Queue> stands alone in <Dial>.')
  return dialQueue(run, queue, dialling, sofar)
}

/** A number may stand as plain text; nobody at all is a number that is none. */
function nounsOf(element: Element): Element[] {
  if (element.children.length) return element.children
  return [{ name: 'Number', attributes: {}, children: [], text: element.text }]
}

function over(run: Run, element: Element, outcome: DialOutcome): Next {
  run.leg.hear({ kind: 'silence' })
  return toAction(run, element, 'dial-action', dialParameters(outcome))
}

/** Its own party hung up or was moved by REST: what comes next is requested, and its answer carried out by nobody. */
async function tellAfterwards(run: Run, element: Element, sofar: DialOutcome): Promise<void> {
  if (run.leg.isOver && run.telephony.switches.actionAfterHangupInBridge === 'not-requested') return
  await tellAction(run, () => {
    const action = toAction(run, element, 'dial-action', dialParameters(sofar))
    return action.then === 'next' && !run.leg.isOver ? redirectAfter(run) : action
  })
}

/** A moved call goes on to the verb after a `<Dial>` without action, but only a `<Redirect>` shows (TwiML changelog 2021-05-13). */
async function redirectAfter(run: Run): Promise<Next> {
  return run.following?.name === 'Redirect' ? redirect.run(run, run.following) : next
}

function dialParameters({ status, bridged, callSid, seconds, extra }: DialOutcome): Record<string, string> {
  return {
    DialCallStatus: status,
    ...(callSid ? { DialCallSid: callSid } : {}),
    ...(seconds === undefined ? {} : { DialCallDuration: String(seconds) }),
    DialBridged: String(bridged),
    ...extra,
  }
}
