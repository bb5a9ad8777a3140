import type { PhoneEvent } from './call-events.ts'
import { becomes, endLine, nextLeg, pausedWork, reopen, unchanged, type Step } from './call-change.ts'
import type {
  Activity,
  Again,
  Destination,
  DialledParty,
  FaultCode,
  Party,
  PausedWork,
  PhoneState,
} from './call-state.ts'
import { missedBy } from './call-offer.ts'
import { beginWait } from './call-wait.ts'

/** No conversation is shorter. */
const putThroughMs = 1_500

type OnCall = Extract<Activity, { name: 'calling' | 'answering' | 'talking' }>

export function beginDial(phone: PhoneState, party: DialledParty, at: number): Step {
  const leg = nextLeg(phone)
  return becomes(
    phone,
    {
      activity: { name: 'calling', leg, since: at, next: null, party },
      paused: pausedWork(phone, at),
      linesOpened: phone.linesOpened + 1,
    },
    { do: 'connect', leg, destination: destinationOf(party) },
  )
}

function destinationOf(party: DialledParty): Destination {
  return party.kind === 'colleague' ? `operator:${party.operatorId}` : (party.number as `+${string}`)
}

/** Dials at once, or as soon as the wait has ended. Who talks does not dial. */
export function dial(phone: PhoneState, { party, at }: Extract<PhoneEvent, { type: 'dial' }>): Step {
  const { activity } = phone
  if (phone.tab !== 'mine') return becomes(phone, { fault: { code: 'phone-elsewhere', at } })
  if (phone.sessionEnded) return becomes(phone, { fault: { code: 'signed-out', at } })
  if (phone.reach === 'failed') return reopen({ ...phone, fault: phone.fault ?? { code: 'unreachable', at } })
  if (phone.reach !== 'ready') return becomes(phone, { fault: { code: 'unreachable', at } })
  const cleared: PhoneState = { ...phone, fault: null }
  if (activity.name === 'starting' || activity.name === 'waiting')
    return endLine(cleared, activity, { do: 'dial', party })
  return 'leg' in activity ? unchanged(phone) : beginDial(cleared, party, at)
}

export function hangUp(phone: PhoneState): Step {
  const { activity } = phone
  if (!('leg' in activity)) return unchanged(phone)
  if (activity.name === 'starting' || activity.name === 'waiting')
    return endLine({ ...phone, wantedQueue: null }, activity, { do: 'hang-up' })
  return endLine(phone, activity, { do: 'hang-up' })
}

export function mute(phone: PhoneState, on: boolean): Step {
  const { activity } = phone
  if (activity.name !== 'talking' || activity.muted === on) return unchanged(phone)
  return becomes(phone, { activity: { ...activity, muted: on } }, { do: 'mute', leg: activity.leg, on })
}

export function press(phone: PhoneState, digit: string): Step {
  const { activity } = phone
  if (activity.name !== 'talking' || !/^[0-9*#]$/.test(digit)) return unchanged(phone)
  return becomes(phone, {}, { do: 'press', leg: activity.leg, digit })
}

/** The far end answered. A wait is answered by Twilio at once; its caller comes later. */
export function lineOpened(phone: PhoneState, { leg, at }: Extract<PhoneEvent, { type: 'line-open' }>): Step {
  const { activity } = phone
  if (!('leg' in activity) || activity.leg !== leg) return unchanged(phone)
  const { since, next } = activity
  if (activity.name === 'starting')
    return becomes(phone, {
      wantedQueue: phone.wantedQueue && !next ? { ...phone.wantedQueue, announced: true } : phone.wantedQueue,
      activity: { name: 'waiting', leg, since, next, tries: activity.tries, reconnecting: false },
    })
  if (activity.name !== 'calling' && activity.name !== 'answering') return unchanged(phone)
  const { party } = activity
  return becomes(phone, {
    activity: {
      ...{ name: 'talking', leg, since: at, next, party },
      ...{ dialled: activity.name === 'calling', muted: false, reconnecting: false },
    },
  })
}

/** The sentence on the line is heard to its end, and the screen says the same. */
export function lineRefused(
  phone: PhoneState,
  { leg, code, at }: Extract<PhoneEvent, { type: 'line-refused' }>,
): Step {
  const { activity } = phone
  if (activity.name !== 'calling' || activity.leg !== leg) return unchanged(phone)
  return becomes(phone, { activity: { ...activity, refused: true }, fault: { code, at } })
}

export function callEnded(
  phone: PhoneState,
  call: OnCall,
  { at, code }: Extract<PhoneEvent, { type: 'line-ended' }>,
): Step {
  if (call.name === 'calling' && call.refused) return goOn(phone, at)
  if (call.name === 'answering' && !call.next && !code)
    return goOn(missedBy(phone, call.leg, call.party, at), at)
  const failed = call.next ? null : (code ?? (wasNeverPutThrough(call, at) ? 'call-failed' : null))
  const told: PhoneState = failed
    ? { ...phone, fault: { code: failed, at, again: againOf(call, failed) } }
    : phone
  return call.party.kind === 'colleague' ? goOn(told, at) : afterCall(told, call.party, at)
}

/** Without a microphone the call was never made. */
function againOf({ name, party }: OnCall, code: FaultCode): Again | undefined {
  const isOurs = name === 'calling' && party.kind !== 'caller'
  return isOurs && code.startsWith('microphone-') ? { type: 'dial', party } : undefined
}

/** Twilio opens the line for a moment to end it, also when nobody answered at the other end. */
function wasNeverPutThrough(call: OnCall, at: number): boolean {
  return (
    call.name === 'calling' || (call.name === 'talking' && call.dialled && at - call.since < putThroughMs)
  )
}

/** Nothing is written down after a colleague's call, or after none: what was begun or wanted before goes on. */
function goOn(phone: PhoneState, at: number): Step {
  const goesOn = !phone.stopAfterCall && !phone.sessionEnded
  const next = goesOn ? phone : { ...phone, wantedQueue: null }
  return next.paused ? resumeWork(next, next.paused, at) : beginWait(next, at)
}

function resumeWork(phone: PhoneState, { since, left, party }: PausedWork, at: number): Step {
  const until = left === null || !phone.wantedQueue ? null : at + left
  const activity = { name: 'after-call', since, until, party } as const
  return becomes(phone, { activity, paused: null, stopAfterCall: false })
}

function afterCall(phone: PhoneState, party: Party, at: number): Step {
  const queue = phone.stopAfterCall || phone.sessionEnded ? null : phone.wantedQueue
  const ended: PhoneState = { ...phone, wantedQueue: queue, stopAfterCall: false, paused: null }
  if (queue && queue.wrapUpSeconds <= 0) return beginWait(ended, at)
  const until = queue ? at + queue.wrapUpSeconds * 1000 : null
  return becomes(ended, { activity: { name: 'after-call', since: at, until, party } })
}
