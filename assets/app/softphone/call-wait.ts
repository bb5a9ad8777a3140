import type { PhoneEvent } from './call-events.ts'
import { beginAnswer, refuseOffer } from './call-offer.ts'
import { becomes, endLine, lastLeg, nextLeg, reopen, unchanged, type Step } from './call-change.ts'
import type { Activity, Again, Destination, FaultCode, Next, PhoneState } from './call-state.ts'
import { beginDial } from './call-talk.ts'

type Waiting = Extract<Activity, { name: 'starting' | 'waiting' }>
type Ended = Extract<PhoneEvent, { type: 'line-ended' }>

/** A wait that ends sooner than this, unasked, did not go well: try again more slowly, then say so. */
const soundWaitMs = 60_000
const retryDelaysMs = [1_000, 3_000, 10_000]
const extensionMs = 30_000

/** Faults that waiting again would only repeat. */
const finalFaults: FaultCode[] = [
  'microphone-refused',
  'microphone-missing',
  'microphone-busy',
  'browser-unsupported',
  'token-refused',
  'number-refused',
  'queue-gone',
]

/** Waits for callers of the wanted queue; without one, nothing is left to do. */
export function beginWait(phone: PhoneState, at: number, tries = 0): Step {
  const queue = phone.wantedQueue
  if (!queue) return becomes(phone, { activity: { name: 'away' }, stopAfterCall: false })
  if (phone.reach !== 'ready')
    return reopen({ ...phone, activity: { name: 'between-waits', until: at, tries } })
  const leg = nextLeg(phone)
  const destination: Destination = `queue:${queue.queueId}`
  return becomes(
    phone,
    {
      activity: { name: 'starting', leg, since: at, next: null, tries },
      linesOpened: phone.linesOpened + 1,
    },
    { do: 'connect', leg, destination, ...(queue.announced && { again: true }) },
  )
}

export function wait(phone: PhoneState, { queue, at }: Extract<PhoneEvent, { type: 'wait' }>): Step {
  if (phone.tab !== 'mine' || phone.sessionEnded) return unchanged(phone)
  const { activity } = phone
  const fault = phone.reach === 'failed' ? phone.fault : null
  const wanting: PhoneState = { ...phone, wantedQueue: queue, stopAfterCall: false, fault }
  switch (activity.name) {
    case 'starting':
    case 'waiting':
      if (phone.wantedQueue?.queueId === queue.queueId && !activity.next)
        return unchanged({ ...wanting, wantedQueue: { ...phone.wantedQueue, ...queue } })
      return endLine(wanting, activity, { do: 'wait' })
    case 'calling':
    case 'answering':
    case 'talking':
      return unchanged(wanting)
    default:
      return beginWait(wanting, at)
  }
}

/** Stops waiting: at once where nobody is on the line, else after this call (asked again: not after all). */
export function stop(phone: PhoneState): Step {
  const { activity } = phone
  const unwanted: PhoneState = { ...phone, wantedQueue: null, stopAfterCall: false }
  switch (activity.name) {
    case 'starting':
    case 'waiting':
      return endLine(unwanted, activity, stopping(activity))
    case 'between-waits':
      return becomes(unwanted, { activity: { name: 'away' } })
    case 'after-call':
      return becomes(unwanted, { activity: { ...activity, until: null } })
    case 'away':
      return unchanged(unwanted)
    default:
      return becomes(phone, { stopAfterCall: phone.wantedQueue !== null && !phone.stopAfterCall })
  }
}

/** A colleague just accepted, or a number just dialled, still gets its turn. */
function stopping({ next }: Waiting): Next {
  return next && next.do !== 'wait' ? next : { do: 'hang-up' }
}

export function waitEnded(phone: PhoneState, waiting: Waiting, event: Ended): Step {
  const { next } = waiting
  if (!next) return waitEndedUnasked(phone, waiting, event)
  if (next.do === 'dial') return beginDial(phone, next.party, event.at)
  if (next.do === 'accept' && phone.offer?.leg === next.leg) return beginAnswer(phone, phone.offer, event.at)
  return beginWait(phone, event.at)
}

function waitEndedUnasked(phone: PhoneState, waiting: Waiting, { at, code }: Ended): Step {
  const tries = at - waiting.since >= soundWaitMs ? 0 : waiting.tries
  const delay = retryDelaysMs[tries]
  if (delay === undefined || (code && finalFaults.includes(code))) {
    const told: FaultCode = code && code !== 'call-failed' ? code : 'wait-ended'
    const fault = { code: told, at, again: againOf(phone, told) }
    return becomes(phone, { activity: { name: 'away' }, wantedQueue: null, fault })
  }
  return becomes(phone, { activity: { name: 'between-waits', until: at + delay, tries: tries + 1 } })
}

/** With a microphone, or on a better line, the same wait may go well. */
function againOf({ wantedQueue }: PhoneState, code: FaultCode): Again | undefined {
  const mayGoWell = code === 'wait-ended' || code.startsWith('microphone-')
  return mayGoWell && wantedQueue ? { type: 'wait', queue: wantedQueue } : undefined
}

/** Why this wait ended, as the server knows it. Once the next one has begun, nobody wants to know. */
export function waitExplained(
  phone: PhoneState,
  { leg, code, at }: Extract<PhoneEvent, { type: 'wait-explained' }>,
): Step {
  if (phone.activity.name !== 'between-waits' || leg !== lastLeg(phone)) return unchanged(phone)
  return becomes(phone, { activity: { name: 'away' }, wantedQueue: null, fault: { code, at } })
}

/** A caller is being put through: the call begins here, and whoever else rings is told that we are busy. */
export function callerArrived(
  phone: PhoneState,
  event: Extract<PhoneEvent, { type: 'caller-arrived' }>,
): Step {
  const { activity, wantedQueue } = phone
  if (activity.name !== 'starting' && activity.name !== 'waiting') return unchanged(phone)
  if (activity.leg !== event.leg || activity.next || !wantedQueue) return unchanged(phone)
  const { at, leg, number, waitSeconds, answeredMsAgo = 0 } = event
  const since = Math.min(at, Math.max(activity.since, at - answeredMsAgo))
  const { phone: free, effects } = refuseOffer(phone, at)
  return becomes(
    free,
    {
      fault: null,
      activity: {
        name: 'talking',
        leg,
        since,
        next: null,
        dialled: false,
        muted: false,
        reconnecting: false,
        party: { kind: 'caller', queueId: wantedQueue.queueId, number, waitSeconds },
      },
    },
    ...effects,
  )
}

export function extend(phone: PhoneState, { at }: { at: number }): Step {
  const { activity } = phone
  if (activity.name !== 'after-call' || activity.until === null) return unchanged(phone)
  return becomes(phone, { activity: { ...activity, until: Math.max(activity.until, at) + extensionMs } })
}

export function finish(phone: PhoneState, { at }: { at: number }): Step {
  return phone.activity.name === 'after-call' ? beginWait(phone, at) : unchanged(phone)
}

/** Time has passed. While a colleague's call rings nothing begins by itself. */
export function tick(phone: PhoneState, { at }: { at: number }): Step {
  const { activity } = phone
  if (phone.offer) return unchanged(phone)
  if (activity.name === 'after-call' && activity.until !== null && activity.until <= at)
    return beginWait(phone, at)
  if (activity.name === 'between-waits' && activity.until <= at && phone.reach === 'ready')
    return beginWait(phone, at, activity.tries)
  return unchanged(phone)
}
