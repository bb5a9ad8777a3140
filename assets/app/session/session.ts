import { useSyncExternalStore } from 'react'
import type { SignedInOperator } from '../../../src/http/desk-actions.ts'
import { call, onSessionEnded, VisibleError, type TroubleCode } from '../api.ts'
import { keepOnMachine, keptOnMachine } from '../keep-on-machine.ts'
import { readPhone } from '../softphone/softphone-seam.ts'
import { speakLanguageOf } from '../words/language.ts'

export type Session =
  | { kind: 'unknown' }
  /** The first question could not be asked; not the same as nobody being signed in. */
  | { kind: 'unreachable'; code: TroubleCode }
  | { kind: 'signed-out' }
  /** `ended`: the server has forgotten the session; the page stays, and asks for the password over it. */
  | { kind: 'signed-in'; operator: SignedInOperator; ended: boolean }

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
  try {
    const { operator } = await call('session/current', {})
    await speakLanguageOf(operator.operatorId)
    become({ kind: 'signed-in', operator, ended: false })
  } catch (error) {
    const code = error instanceof VisibleError ? error.code : 'network'
    become(code === 'no-session' ? { kind: 'signed-out' } : { kind: 'unreachable', code })
  }
}

/** Signs in, at the door or over a page whose session ended; whatever waited for a session goes on. */
export async function signIn(operatorId: string, password: string): Promise<SignedInOperator> {
  const device = keptOnMachine(`runa.device.${operatorId}`) ?? undefined
  const { operator, device: known } = await call('session/login', { operatorId, password, device })
  // Strangers who keep guessing delay one another, not this browser.
  keepOnMachine(`runa.device.${operator.operatorId}`, known)
  await speakLanguageOf(operator.operatorId)
  become({ kind: 'signed-in', operator, ended: false })
  settleRenewals((waiting) => waiting.resolve())
  return operator
}

/** Leaves, even when the server cannot be told. */
export async function signOut(): Promise<void> {
  // What was written in the last seconds can be saved only while there is a session.
  if (session.kind === 'signed-in' && !session.ended) await readPhone()?.settle()
  await call('session/logout', {}).catch(() => undefined)
  become({ kind: 'signed-out' })
  settleRenewals((waiting) => waiting.reject(new VisibleError('no-session')))
}

export async function changePassword(password: string, newPassword: string): Promise<void> {
  await call('session/change-password', { password, newPassword })
  if (session.kind === 'signed-in')
    become({ ...session, operator: { ...session.operator, mustChangePassword: false } })
}

function askToSignInAgain(): Promise<void> {
  if (session.kind !== 'signed-in') return Promise.reject(new VisibleError('no-session'))
  become({ ...session, ended: true })
  return new Promise((resolve, reject) => waitingForRenewal.push({ resolve, reject }))
}

function settleRenewals(settle: (waiting: (typeof waitingForRenewal)[number]) => void): void {
  const settled = waitingForRenewal
  waitingForRenewal = []
  settled.forEach(settle)
}

function become(next: Session): void {
  session = next
  listeners.forEach((listener) => listener())
}
