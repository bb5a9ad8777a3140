import { presenceOf, type PhoneState } from './call-state.ts'
import type { PhoneStatus } from './softphone-seam.ts'

/** The phone in the words that the whole desk shares. */
export function statusOf(phone: PhoneState): PhoneStatus {
  if (phone.tab === 'elsewhere' && phone.elsewhere) return phone.elsewhere
  const presence = presenceOf(phone)
  if (phone.activity.name === 'calling') return 'dialing'
  if (presence === 'after-call') return 'wrap-up'
  return presence === 'away' && phone.tab === 'mine' ? 'idle' : presence
}
