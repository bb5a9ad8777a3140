import type { PhoneEvent } from './call-events.ts'
import { isOnCall, type Offer, type Party, type PhoneState } from './call-state.ts'
import { becomes, endLine, pausedWork, unchanged, type Step } from './call-change.ts'
import { callEnded } from './call-talk.ts'

const missedKept = 20

/** A colleague calls: it rings while nobody is on the line, else the colleague hears that we are busy. */
export function offered(
  phone: PhoneState,
  { leg, party, at }: Extract<PhoneEvent, { type: 'offered' }>,
): Step {
  if (phone.tab === 'mine' && !isOnCall(phone) && !phone.offer)
    return becomes(phone, { offer: { leg, party, since: at } })
  return becomes(missedBy(phone, leg, party, at), {}, { do: 'reject', leg })
}

/** Accepting ends the wait first: one browser has one line, and no caller may fall on a busy one. */
export function accept(phone: PhoneState, { at }: { at: number }): Step {
  const { activity, offer } = phone
  if (!offer) return unchanged(phone)
  if (activity.name === 'starting' || activity.name === 'waiting')
    return endLine(phone, activity, { do: 'accept', leg: offer.leg })
  return 'leg' in activity ? unchanged(phone) : beginAnswer(phone, offer, at)
}

export function beginAnswer(phone: PhoneState, { leg, party, since }: Offer, at: number): Step {
  return becomes(
    phone,
    {
      ...{ offer: null, fault: null, paused: pausedWork(phone, since) },
      activity: { name: 'answering', leg, party, since: at, next: null },
    },
    { do: 'accept', leg },
  )
}

export function decline(phone: PhoneState): Step {
  const { offer } = phone
  if (!offer) return unchanged(phone)
  return becomes(phone, { offer: null }, { do: 'reject', leg: offer.leg })
}

/** A caller came first: the colleague who still rings is refused as busy, and kept among the missed. */
export function refuseOffer(phone: PhoneState, at: number): Step {
  const { offer } = phone
  if (!offer) return unchanged(phone)
  const missed = missedBy(phone, offer.leg, offer.party, at)
  return becomes(missed, { offer: null }, { do: 'reject', leg: offer.leg })
}

export function offerGone(phone: PhoneState, event: Extract<PhoneEvent, { type: 'offer-gone' }>): Step {
  const { activity, offer } = phone
  if (offer?.leg === event.leg)
    return becomes(missedBy(phone, offer.leg, offer.party, event.at), { offer: null })
  if (activity.name === 'answering' && activity.leg === event.leg)
    return callEnded(phone, activity, { ...event, type: 'line-ended' })
  return unchanged(phone)
}

export function missedBy(phone: PhoneState, leg: string, party: Party, at: number): PhoneState {
  return { ...phone, missed: [{ leg, party, at }, ...phone.missed].slice(0, missedKept) }
}

/** It rings until somebody has decided, also while the decision is being carried out. */
export function isRinging({ activity, offer }: PhoneState): boolean {
  const accepted = 'leg' in activity && activity.next?.do === 'accept'
  return offer !== null && !accepted
}
