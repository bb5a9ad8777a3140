import type { Activity, Effect, Line, Next, PausedWork, PhoneState } from './call-state.ts'

export interface Step {
  phone: PhoneState
  effects: Effect[]
}

export function becomes(phone: PhoneState, change: Partial<PhoneState>, ...effects: Effect[]): Step {
  return { phone: { ...phone, ...change }, effects }
}

export const unchanged = (phone: PhoneState): Step => ({ phone, effects: [] })

/** Opens a device that failed once more; not while a line or an offer lives on the old one. */
export function reopen(phone: PhoneState): Step {
  return canReopen(phone) ? becomes(phone, { reach: 'off' }, { do: 'open-device' }) : unchanged(phone)
}

export function canReopen({ reach, tab, offer, activity }: PhoneState): boolean {
  return reach === 'failed' && tab === 'mine' && !offer && !('leg' in activity)
}

/** The work after the last call, to be gone back to: its time stands still from `at`. */
export function pausedWork({ activity }: PhoneState, at: number): PausedWork | null {
  if (activity.name !== 'after-call') return null
  const { since, until, party } = activity
  return { since, party, left: until === null ? null : Math.max(0, until - at) }
}

export const lastLeg = (phone: PhoneState) => `line-${phone.linesOpened}`
export const nextLeg = (phone: PhoneState) => `line-${phone.linesOpened + 1}`

/** Asks the line to end, and remembers what comes after; asking twice only changes what comes after. */
export function endLine(phone: PhoneState, line: Extract<Activity, Line>, next: Next): Step {
  const asked: PhoneState = { ...phone, activity: { ...line, next } }
  return line.next ? unchanged(asked) : becomes(asked, {}, { do: 'hang-up', leg: line.leg })
}
