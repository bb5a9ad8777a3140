import type { PhoneEvent } from './call-events.ts'
import { becomes, reopen, unchanged, type Step } from './call-change.ts'
import { isOnCall, lineOf, type Again, type Effect, type FaultCode, type PhoneState } from './call-state.ts'
import { callEnded, dial, hangUp, lineOpened, lineRefused, mute, press } from './call-talk.ts'
import { accept, decline, offerGone, offered } from './call-offer.ts'
import { callerArrived, extend, finish, stop, tick, wait, waitEnded, waitExplained } from './call-wait.ts'

/** The phone after one event, and what the device has to do. Pure: no clock, no timers, no device. */
export function step(phone: PhoneState, event: PhoneEvent): Step {
  switch (event.type) {
    case 'wait':
      return wait(phone, event)
    case 'stop':
      return stop(phone)
    case 'dial':
      return dial(phone, event)
    case 'hang-up':
      return hangUp(phone)
    case 'accept':
      return accept(phone, event)
    case 'decline':
      return decline(phone)
    case 'mute':
      return mute(phone, event.on)
    case 'press':
      return press(phone, event.digit)
    case 'extend':
      return extend(phone, event)
    case 'finish':
      return finish(phone, event)
    case 'tick':
      return tick(phone, event)
    case 'line-open':
      return lineOpened(phone, event)
    case 'line-refused':
      return lineRefused(phone, event)
    case 'line-ended':
      return lineEnded(phone, event)
    case 'wait-explained':
      return waitExplained(phone, event)
    case 'line-reconnecting':
      return reconnecting(phone, event.leg, true)
    case 'line-reconnected':
      return reconnecting(phone, event.leg, false)
    case 'line-warning':
      return warned(phone, event)
    case 'caller-arrived':
      return callerArrived(phone, event)
    case 'offered':
      return offered(phone, event)
    case 'offer-gone':
      return offerGone(phone, event)
    case 'try-again':
      return reopen(phone)
    case 'fault-seen':
      return becomes(phone, { fault: null })
    case 'fault-found':
      return faultFound(phone, event)
    case 'microphone-mended':
      return phone.fault?.code.startsWith('microphone-') ? becomes(phone, { fault: null }) : unchanged(phone)
    case 'missed-seen':
      return becomes(phone, { missed: [] })
    default:
      return surroundings(phone, event)
  }
}

/** A call that could not be made for now can be made again with one press. */
function faultFound(phone: PhoneState, { code, at }: Extract<PhoneEvent, { type: 'fault-found' }>): Step {
  const { activity } = phone
  const party = 'party' in activity && activity.party.kind !== 'caller' ? activity.party : null
  const again: Again | undefined = code === 'dialling-away' && party ? { type: 'dial', party } : undefined
  return becomes(phone, { fault: { code, at, again } })
}

type SurroundingsEvent = Extract<
  PhoneEvent,
  {
    type:
      | 'device-ready'
      | 'device-lost'
      | 'device-failed'
      | 'tab-mine'
      | 'tab-elsewhere'
      | 'elsewhere-does'
      | 'takeover-asked'
      | 'session-ended'
      | 'session-began'
  }
>

function surroundings(phone: PhoneState, event: SurroundingsEvent): Step {
  switch (event.type) {
    case 'device-ready':
      return deviceReady(phone)
    case 'device-lost':
      return becomes(phone, { reach: 'lost' })
    case 'device-failed':
      return deviceFailed(phone, event)
    case 'tab-mine':
      return phone.tab === 'mine'
        ? unchanged(phone)
        : becomes(
            phone,
            { tab: 'mine', fault: withoutFault(phone, 'phone-elsewhere') },
            { do: 'open-device' },
          )
    case 'elsewhere-does':
      return becomes(phone, { elsewhere: event.status })
    case 'tab-elsewhere':
      return becomes(phone, { tab: 'elsewhere', reach: 'off' })
    case 'takeover-asked':
      return takeoverAsked(phone)
    case 'session-ended':
      return sessionEnded(phone)
    case 'session-began':
      return sessionBegan(phone)
  }
}

function lineEnded(phone: PhoneState, event: Extract<PhoneEvent, { type: 'line-ended' }>): Step {
  const { activity } = phone
  if (!('leg' in activity) || activity.leg !== event.leg) return unchanged(phone)
  const quiet = { ...phone, warnings: [] }
  return activity.name === 'starting' || activity.name === 'waiting'
    ? waitEnded(quiet, activity, event)
    : callEnded(quiet, activity, event)
}

function reconnecting(phone: PhoneState, leg: string, on: boolean): Step {
  const { activity } = phone
  if (activity.name !== 'waiting' && activity.name !== 'talking') return unchanged(phone)
  return activity.leg === leg
    ? becomes(phone, { activity: { ...activity, reconnecting: on } })
    : unchanged(phone)
}

function warned(phone: PhoneState, event: Extract<PhoneEvent, { type: 'line-warning' }>): Step {
  if (lineOf(phone)?.leg !== event.leg) return unchanged(phone)
  const others = phone.warnings.filter((warning) => warning !== event.warning)
  return becomes(phone, { warnings: event.on ? [...others, event.warning] : others })
}

const withoutFault = ({ fault }: PhoneState, code: FaultCode) => (fault?.code === code ? null : fault)

function deviceReady(phone: PhoneState): Step {
  const fault = isMended(phone) ? null : phone.fault
  const { activity } = phone
  return becomes(phone, {
    reach: 'ready',
    fault,
    activity: activity.name === 'between-waits' ? { ...activity, tries: 0 } : activity,
  })
}

/** Twilio let us in: nothing that kept us out is true any longer. */
function isMended({ fault, reach }: PhoneState): boolean {
  if (!fault) return false
  const ofOpening: FaultCode[] = ['token-refused', 'not-opened', 'browser-unsupported']
  return fault.code === 'unreachable' || (ofOpening.includes(fault.code) && reach !== 'ready')
}

/** The phone cannot be reached and will not be by itself. A line that lives goes on. */
function deviceFailed(phone: PhoneState, event: Extract<PhoneEvent, { type: 'device-failed' }>): Step {
  const failed: PhoneState = { ...phone, reach: 'failed', fault: { code: event.code, at: event.at } }
  return phone.activity.name === 'between-waits'
    ? becomes(failed, { activity: { name: 'away' }, wantedQueue: null })
    : unchanged(failed)
}

function takeoverAsked(phone: PhoneState): Step {
  if (phone.tab !== 'mine') return unchanged(phone)
  if (isOnCall(phone) || phone.offer) return becomes(phone, {}, { do: 'refuse-takeover' })
  const line = lineOf(phone)
  const hangUps: Effect[] = line && !line.next ? [{ do: 'hang-up', leg: line.leg }] : []
  return becomes(
    phone,
    { tab: 'elsewhere', reach: 'off', activity: { name: 'away' }, wantedQueue: null, stopAfterCall: false },
    ...hangUps,
    { do: 'close-device' },
  )
}

/** Without a session no caller may be taken; whoever is on the line stays on it. */
/** The ticket of the session before opens no line any more. */
function sessionBegan(phone: PhoneState): Step {
  const began = { sessionEnded: false, fault: withoutFault(phone, 'signed-out') }
  return phone.sessionEnded ? becomes(phone, began, { do: 'renew-token' }) : becomes(phone, began)
}

function sessionEnded(phone: PhoneState): Step {
  const ended = { ...phone, sessionEnded: true }
  if (isOnCall(phone)) return unchanged(ended)
  return stop(ended)
}
