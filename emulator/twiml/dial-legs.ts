import { Bridge } from '../telephony/bridge.ts'
import type { Hook } from '../telephony/call.ts'
import { Deferred } from '../telephony/deferred.ts'
import type { Leg } from '../telephony/leg.ts'
import { Stopped, until } from '../telephony/stopped.ts'
import { objectTo } from './attributes.ts'
import { holdBridge } from './dial-bridge.ts'
import { clientTarget } from './dial-client.ts'
import { numberTarget } from './dial-number.ts'
import type { DialOutcome, DialStatus } from './dial.ts'
import type { Element } from './document.ts'
import { report, runChain } from './interpreter.ts'
import { onStar } from './on-star.ts'
import { playTones } from './play.ts'
import type { Run } from './run.ts'
import { Undialable } from './twiml-error.ts'

/** The attributes of a `<Dial>`, read. */
export interface Dialling {
  timeoutSeconds: number
  timeLimitSeconds: number
  callerId?: string
  answerOnBridge: boolean
  ringTone?: string
  hangupOnStar: boolean
  sequential: boolean
}

/** Somebody to be rung. */
export interface Target {
  /** Creates the leg and lets it ring. */
  ring(): Leg
  whisper?: Hook
  sendDigits?: string
}

const MOST_AT_ONCE = 10

/** Rings everybody at once, or one after the other; the first to answer is joined with the dialling party. */
export async function dialLegs(
  run: Run,
  nouns: Element[],
  dialling: Dialling,
  sofar: DialOutcome,
): Promise<DialOutcome> {
  if (nouns.length > MOST_AT_ONCE) objectTo(run, 13250, '<Dial> rings ten at most.')
  const targets = nouns.slice(0, MOST_AT_ONCE).map((noun) => targetOf(run, noun, dialling))
  const rounds = dialling.sequential ? targets.map((target) => [target]) : [targets]
  let outcome: DialOutcome = { status: 'failed', bridged: false }
  for (const round of rounds) {
    const known = round.filter((target) => target !== undefined)
    if (!known.length) continue
    outcome = await ringRound(run, known, dialling, sofar)
    if (outcome.status === 'completed' || outcome.givenUp) return outcome
  }
  return outcome
}

/** A noun that cannot be dialled fails its leg, not the document. */
function targetOf(run: Run, noun: Element, dialling: Dialling): Target | undefined {
  try {
    return noun.name === 'Client' ? clientTarget(run, noun, dialling) : numberTarget(run, noun, dialling)
  } catch (error) {
    if (!(error instanceof Undialable)) throw error
    report(run.leg, error, run.documentUrl)
    return undefined
  }
}

interface Ringing {
  leg: Leg
  target: Target
}

async function ringRound(
  run: Run,
  targets: Target[],
  dialling: Dialling,
  sofar: DialOutcome,
): Promise<DialOutcome> {
  const ringing = targets.map((target) => ({ target, leg: target.ring() }))
  run.leg.hear({ kind: 'ringback', country: dialling.ringTone })
  sofar.callSid = ringing.at(-1)?.leg.call.sid
  let winner: Ringing | 'nobody' | 'given-up'
  try {
    winner = await until(firstToAnswer(run, ringing, dialling), run.signal)
  } catch (error) {
    for (const { leg } of ringing) leg.finish('canceled')
    throw error
  }
  if (winner === 'nobody') return unanswered(ringing)
  if (winner === 'given-up') return givenUp(run, ringing)
  for (const { leg } of ringing) if (leg !== winner.leg) leg.finish('canceled')
  return connect(run, winner, dialling, sofar)
}

/** Nobody answers in time, or all have refused; or the caller gives up by the star key. */
function firstToAnswer(
  run: Run,
  ringing: Ringing[],
  dialling: Dialling,
): Promise<Ringing | 'nobody' | 'given-up'> {
  const first = new Deferred<Ringing | 'nobody' | 'given-up'>()
  const { clock } = run.telephony
  const timer = clock.setTimeout(() => first.resolve('nobody'), dialling.timeoutSeconds * 1000)
  const stopListening = onStar(run, dialling, () => first.resolve('given-up'))
  for (const one of ringing) void one.leg.answered.then(() => first.resolve(one))
  void Promise.all(ringing.map(({ leg }) => leg.over)).then(() => first.resolve('nobody'))
  return first.promise.finally(() => {
    timer.cancel()
    stopListening()
  })
}

function unanswered(ringing: Ringing[]): DialOutcome {
  for (const { leg } of ringing) leg.finish('no-answer')
  const last = ringing.at(-1)?.leg.call
  return { status: (last?.status ?? 'failed') as DialStatus, bridged: false, callSid: last?.sid }
}

function givenUp({ telephony }: Run, ringing: Ringing[]): DialOutcome {
  for (const { leg } of ringing) leg.finish('canceled')
  const callSid = ringing.at(-1)?.leg.call.sid
  return { status: telephony.switches.starWhileRinging, bridged: false, callSid, givenUp: true }
}

async function connect(
  run: Run,
  { leg, target }: Ringing,
  dialling: Dialling,
  sofar: DialOutcome,
): Promise<DialOutcome> {
  Object.assign(sofar, { status: 'completed', callSid: leg.call.sid, bridged: false })
  try {
    if (await prepare(run, leg, target, dialling)) {
      sofar.bridged = true
      const end = await holdBridge(run, new Bridge(run.leg, leg), dialling, sofar)
      if (end.by === leg && end.why === 'redirected') return { ...sofar, seconds: undefined }
    }
  } finally {
    if (!wasRedirected(leg)) leg.finish('completed')
  }
  return { ...sofar, seconds: secondsUp(leg) }
}

/** A child that REST gave a document of its own lives on. */
const wasRedirected = (leg: Leg): boolean => leg.hasProgram && !leg.isOver

function secondsUp({ call, telephony }: Leg): number {
  return Math.round(((call.endedAt ?? telephony.clock.now()) - (call.answeredAt ?? 0)) / 1000)
}

/** Tones and the whisper, heard by the called party alone. False when that party is gone after them. */
async function prepare(run: Run, leg: Leg, target: Target, dialling: Dialling): Promise<boolean> {
  const gone = new AbortController()
  const giveUp = () => gone.abort(new Stopped('interrupted'))
  void leg.over.then(giveUp)
  leg.displaced = giveUp
  const signal = AbortSignal.any([run.signal, gone.signal])
  const child: Run = { ...run, leg, mode: 'whisper', signal }
  const stopListening = onStar(run, dialling, () => leg.finish('completed'))
  try {
    if (target.sendDigits) await playTones(child, target.sendDigits)
    if (target.whisper) return await whisper(child, target.whisper)
    return !leg.isOver
  } catch (error) {
    if (error instanceof Stopped && error.why === 'interrupted') return false
    throw error
  } finally {
    stopListening()
  }
}

async function whisper(child: Run, hook: Hook): Promise<boolean> {
  try {
    const ending = await runChain(child, { ...hook, purpose: 'whisper' })
    return ending.then === 'finished' && !child.leg.isOver
  } catch (error) {
    report(child.leg, error)
    return child.telephony.switches.failedWhisper === 'bridged'
  }
}
