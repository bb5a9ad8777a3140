import { call, speakAs, VisibleError, type TroubleCode } from '../api.ts'
import { forgetOnMachine, keepOnMachine, keptOnMachine } from '../keep-on-machine.ts'

const key = 'runa.leaving'
/** Nobody who wants to go is kept waiting for longer. */
const patienceMs = 4_000
/** The session is over, or another person's by now: nothing is left to end. */
const over: readonly TroubleCode[] = ['no-session', 'other-operator']

/** Who signed out here without the server knowing of it yet. */
let leaving = keptOnMachine(key)
addEventListener('storage', (event) => {
  if (event.key === key) leaving = event.newValue
})

/** Remembered over a reload: only the server can end the session, and only the browser has its cookie. */
export function beginLeaving(operatorId: string): void {
  leaving = operatorId
  keepOnMachine(key, operatorId)
}

let telling: Promise<boolean> | undefined

/** Tells the server; false while it does not know. Only once at a time: an answer takes the cookie away. */
export async function tellOfLeaving(): Promise<boolean> {
  if (leaving === null) return true
  telling ??= tell(leaving).finally(() => (telling = undefined))
  return telling
}

async function tell(operatorId: string): Promise<boolean> {
  speakAs(operatorId)
  try {
    await call('session/logout', {}, AbortSignal.timeout(patienceMs))
  } catch (error) {
    if (!(error instanceof VisibleError) || !over.includes(error.code)) return false
  }
  leaving = null
  forgetOnMachine(key)
  speakAs(undefined)
  return true
}
