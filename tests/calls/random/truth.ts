import { durationSeconds, isFinal, type Call } from '../../../emulator/telephony/call.ts'
import type { QueueResult, TelephonyEvent } from '../../../emulator/telephony/events.ts'
import type { Telephony } from '../../../emulator/telephony/telephony.ts'

/** When the application heard of something, and what Twilio said of the wait then. */
interface Told {
  at: number
  queueTime?: number
  callStatus: string
}

/** A caller was given to an operator. */
export interface Guidance {
  operatorLeg: string
  /** First of all. */
  toldAt: number
}

/** One caller's stay in one queue, as the telephone network saw it. */
export interface Stay {
  visit: string
  queue: string
  previous: string | undefined
  enteredAt: number
  takenAt?: number
  joinedAt?: number
  /** Either of the two hung up. */
  partedAt?: number
  leftAt?: number
  word?: QueueResult
  guidance?: Guidance
  /** Every webhook of it that was heard, the leaving's too. */
  told: Told[]
  leavingTold?: Told
}

/** One leg, as the telephone network saw it. */
export interface TrueLeg {
  sid: string
  /** `call 7`. */
  name: string
  kind: 'caller' | 'operator' | 'outbound' | 'colleague'
  parent: string | undefined
  /** Of the softphone that this leg leads to, or that dialled the number. */
  identity: string | undefined
  from: string
  to: string
  beganAt: number
  answeredAt: number | undefined
  /** The application first heard of it. */
  heardAt?: number
  endedAt: number
  status: string
  duration: number
  joined: boolean
  stays: Stay[]
  /** The first callback about its end that was heard. */
  endToldAt?: number
  /** It did anything that the centre told it to. */
  obeyed: boolean
  steps: string[]
}

export type Legs = Map<string, TrueLeg>

/** The leg that this one dialled. */
export function dialledBy(legs: Legs, { sid }: TrueLeg): TrueLeg | undefined {
  return [...legs.values()].find(({ parent }) => parent === sid)
}

export function operatorOf(legs: Legs, guidance: Guidance | undefined): string | null {
  return legs.get(guidance?.operatorLeg ?? '')?.identity ?? null
}

/** Whether the application heard of an attempt at a webhook. */
interface Reached {
  reached(token: string, attempt: number): boolean
}

/** What happened, from the emulator's side alone: its events and its own records, never an answer or a row of ours. */
export function truthOf(telephony: Telephony, trouble: Reached): Legs {
  const legs: Legs = new Map()
  for (const call of telephony.calls.values()) legs.set(call.sid, legOf(call, legs))
  for (const event of telephony.events.all) {
    const leg = legs.get(event.callSid ?? '')
    if (leg) tell(leg, event, trouble)
  }
  return legs
}

function legOf(call: Call, legs: Legs): TrueLeg {
  if (!isFinal(call.status) || call.endedAt === undefined) throw new Error(`${call.sid} is not over`)
  const kind = kindOf(call)
  const softphone = kind === 'colleague' ? call.to : kind === 'operator' ? call.from : undefined
  return {
    sid: call.sid,
    name: `call ${legs.size + 1}`,
    kind,
    parent: call.parentCallSid,
    identity:
      kind === 'outbound' ? legs.get(call.parentCallSid ?? '')?.identity : softphone?.replace('client:', ''),
    from: call.from,
    to: call.to,
    beganAt: call.createdAt,
    answeredAt: call.answeredAt,
    endedAt: call.endedAt,
    status: call.status,
    duration: durationSeconds(call),
    joined: false,
    stays: [],
    obeyed: false,
    steps: [],
  }
}

function kindOf({ direction, from, to }: Call): TrueLeg['kind'] {
  if (direction !== 'inbound') return to.startsWith('client:') ? 'colleague' : 'outbound'
  return from.startsWith('client:') ? 'operator' : 'caller'
}

function tell(leg: TrueLeg, event: TelephonyEvent, trouble: Reached): void {
  const stay = leg.stays.at(-1)
  switch (event.type) {
    case 'verb':
      leg.obeyed = true
      // Not in line yet: the queue may be full.
      if (event.verb === 'Enqueue') leg.stays.push(stayOf(event))
      return
    case 'error':
      if (event.code === 14207 && stay) Object.assign(stay, { word: 'queue-full', leftAt: event.at })
      return
    case 'queue':
      return inQueue(stay, event)
    case 'bridge':
      return bridged(leg, stay, event)
    case 'webhook-request':
      if (trouble.reached(event.token, event.attempt)) heard(leg, event)
  }
}

type BridgeEvent = Extract<TelephonyEvent, { type: 'bridge' }>

function bridged(leg: TrueLeg, stay: Stay | undefined, { change, at }: BridgeEvent): void {
  if (change === 'over' && stay?.joinedAt !== undefined) stay.partedAt ??= at
  if (change !== 'connected') return
  leg.joined = true
  if (stay && stay.leftAt === undefined) stay.joinedAt = at
}

type QueueEvent = Extract<TelephonyEvent, { type: 'queue' }>

function inQueue(stay: Stay | undefined, { change, at, result }: QueueEvent): void {
  if (!stay) return
  if (change === 'entered') stay.enteredAt = at
  if (change === 'taken') stay.takenAt = at
  if (change === 'left') Object.assign(stay, { leftAt: at, word: result })
}

/** Which stay it is stands in the addresses that Twilio was given. */
function stayOf({ attributes, text, at }: Extract<TelephonyEvent, { type: 'verb' }>): Stay {
  const { searchParams } = new URL(attributes.action ?? '', 'http://centre')
  const visit = searchParams.get('visit') ?? ''
  return { visit, queue: text, previous: searchParams.get('previous') ?? undefined, enteredAt: at, told: [] }
}

type Request = Extract<TelephonyEvent, { type: 'webhook-request' }>

function heard(leg: TrueLeg, { purpose, url, parameters, at }: Request): void {
  const { pathname, searchParams } = new URL(url)
  leg.heardAt ??= at
  leg.steps.push(pathname.replace('/voice/', ''))
  const { QueueTime, CallStatus = '', DequeingCallSid = '' } = parameters
  const told = {
    at,
    queueTime: QueueTime === undefined ? undefined : Number(QueueTime),
    callStatus: CallStatus,
  }
  if (purpose === 'status-callback' && isFinal(CallStatus as Call['status'])) leg.endToldAt ??= at
  const stay = leg.stays.find(({ visit }) => visit === searchParams.get('visit'))
  if (purpose === 'wait-url') stay?.told.push(told)
  if (purpose === 'enqueue-action' && stay) {
    stay.told.push(told)
    stay.leavingTold ??= told
  }
  if (purpose === 'queue-url') guided(leg, DequeingCallSid, told)
}

/** The address of the guidance names no stay: it is the one that was taken after just so long. */
function guided({ stays }: TrueLeg, operatorLeg: string, told: Told): void {
  const stay = stays.findLast(
    ({ takenAt, enteredAt }) =>
      takenAt !== undefined &&
      takenAt <= told.at &&
      Math.floor((takenAt - enteredAt) / 1000) === told.queueTime,
  )
  if (!stay) throw new Error('A caller was guided who had not been taken')
  stay.told.push(told)
  stay.guidance ??= { operatorLeg, toldAt: told.at }
}
