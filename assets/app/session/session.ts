import { useSyncExternalStore } from 'react'
import type { SignedInOperator } from '../../../src/http/desk-actions.ts'
import { readOperatorId } from '../../../src/written/operator-id.ts'
import { call, onSessionEnded, speakAs, VisibleError, type SessionTrouble, type TroubleCode } from '../api.ts'
import { keepOnMachine, keptOnMachine } from '../keep-on-machine.ts'
import { readPhone } from '../softphone/softphone-seam.ts'
import { speakLanguageOf } from '../words/language.ts'
import { keepTimeZone } from '../words/time-zone.ts'
import { beginLeaving, tellOfLeaving } from './leaving.ts'

export type Session =
  | { kind: 'unknown' }
  /** The first question could not be asked; not the same as nobody being signed in. */
  | { kind: 'unreachable'; code: TroubleCode }
  /** `leaving`: the server does not know of it yet. */
  | { kind: 'signed-out'; leaving?: boolean }
  | { kind: 'signed-in'; operator: SignedInOperator; shut?: Shut }

/**
 * Why an open page can do nothing for now: the server has forgotten the session, another person has signed in with this
 * browser, or the server wants another password first. What was typed stays under a dialog.
 */
export type Shut = 'ended' | 'other' | 'password'

const toldAgainAfterMs = 5_000

let session: Session = { kind: 'unknown' }
let waitingForRenewal: { resolve: () => void; reject: (error: unknown) => void }[] = []
const listeners = new Set<() => void>()

export function useSession(): Session {
  return useSyncExternalStore(
    (listener) => (listeners.add(listener), () => listeners.delete(listener)),
    () => session,
  )
}

/** Asks the server whether somebody is signed in already. */
export async function startSession(): Promise<void> {
  onSessionEnded(askToSignInAgain)
  if (!(await tellOfLeaving())) return goOnLeaving()
  try {
    const { operator } = await call('session/current', {})
    await speakLanguageOf(operator.operatorId)
    become({ kind: 'signed-in', operator })
  } catch (error) {
    const code = error instanceof VisibleError ? error.code : 'network'
    become(code === 'no-session' ? { kind: 'signed-out' } : { kind: 'unreachable', code })
  }
}

/** Signs in, at the door or over a page whose session ended; whatever waited for a session goes on. */
export async function signIn(typedId: string, password: string): Promise<SignedInOperator> {
  // The session that should have ended ends before another begins.
  if (!(await tellOfLeaving())) throw new VisibleError('network')
  const operatorId = readOperatorId(typedId)
  const device = keptOnMachine(`runa.device.${operatorId}`) ?? undefined
  const { operator, device: known } = await call('session/login', {
    json: true,
    operatorId,
    password,
    device,
  })
  // Strangers who keep guessing delay one another, not this browser.
  keepOnMachine(`runa.device.${operator.operatorId}`, known)
  await speakLanguageOf(operator.operatorId)
  const over = session.kind === 'signed-in' && operator.mustChangePassword
  become({ kind: 'signed-in', operator, ...(over && { shut: 'password' }) })
  if (!over) settleRenewals((waiting) => waiting.resolve())
  return operator
}

/** Leaves, even when the server cannot be told: then it is told as soon as that is possible. */
export async function signOut(): Promise<void> {
  if (session.kind !== 'signed-in') return
  // What was written in the last seconds can be saved only while there is a session.
  if (!session.shut) await readPhone()?.settle()
  beginLeaving(session.operator.operatorId)
  if (await tellOfLeaving()) become({ kind: 'signed-out' })
  else goOnLeaving()
  settleRenewals((waiting) => waiting.reject(new VisibleError('no-session')))
}

function goOnLeaving(): void {
  become({ kind: 'signed-out', leaving: true })
  const again = setInterval(async () => {
    if (!(await tellOfLeaving())) return
    clearInterval(again)
    if (session.kind === 'signed-out') become({ kind: 'signed-out' })
  }, toldAgainAfterMs)
}

export async function changePassword(password: string, newPassword: string): Promise<void> {
  await call('session/change-password', { password, newPassword })
  if (session.kind !== 'signed-in') return
  become({ kind: 'signed-in', operator: { ...session.operator, mustChangePassword: false } })
  settleRenewals((waiting) => waiting.resolve())
}

function askToSignInAgain(trouble: SessionTrouble): Promise<void> {
  if (session.kind !== 'signed-in') return Promise.reject(new VisibleError(trouble))
  become({ ...session, shut: trouble === 'other-operator' ? 'other' : (session.shut ?? 'ended') })
  return new Promise((resolve, reject) => waitingForRenewal.push({ resolve, reject }))
}

function settleRenewals(settle: (waiting: (typeof waitingForRenewal)[number]) => void): void {
  const settled = waitingForRenewal
  waitingForRenewal = []
  settled.forEach(settle)
}

function become(next: Session): void {
  if (next.kind === 'signed-in') keepTimeZone(next.operator.timeZone)
  speakAs(next.kind === 'signed-in' ? next.operator.operatorId : undefined)
  session = next
  listeners.forEach((listener) => listener())
}
