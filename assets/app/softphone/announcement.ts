import { isRinging } from './call-offer.ts'
import { lineOf, presenceOf, type Party, type PhoneState } from './call-state.ts'

/** What a screen reader says when the phone has changed: `softphone.said-<key>` in the catalogue. */
export const announcements = [
  'away',
  'waiting',
  'ringing',
  'calling',
  'connected',
  'muted',
  'unmuted',
  'ended',
  'missed',
  'reconnecting',
  'reconnected',
  'bad-line',
  'unreachable',
] as const
export type Announcement = (typeof announcements)[number]

/** The one thing worth saying of a change, the most important first; undefined when nothing is. */
export function announcementOf(phone: PhoneState, before: PhoneState): Announcement | undefined {
  if (isRinging(phone) && !isRinging(before)) return 'ringing'
  const [is, was] = [phone.activity, before.activity]
  if (is.name === 'talking' && was.name !== 'talking') return 'connected'
  if (phone.missed[0] && phone.missed[0].leg !== before.missed[0]?.leg) return 'missed'
  if (is.name !== was.name) return entered(phone, before)
  if (is.name === 'talking' && was.name === 'talking') {
    if (is.muted !== was.muted) return is.muted ? 'muted' : 'unmuted'
    if (is.reconnecting !== was.reconnecting) return is.reconnecting ? 'reconnecting' : 'reconnected'
  }
  if (phone.warnings.length > 0 && before.warnings.length === 0) return 'bad-line'
  return presenceOf(phone) === 'unreachable' && presenceOf(before) !== 'unreachable'
    ? 'unreachable'
    : undefined
}

/** Whom an announcement speaks of. */
export function partyOfAnnouncement(
  what: Announcement,
  { activity, offer, missed }: PhoneState,
): Party | null {
  if (what === 'missed') return missed[0]?.party ?? null
  if (what === 'ringing') return offer?.party ?? null
  return 'party' in activity ? activity.party : null
}

function entered({ activity }: PhoneState, before: PhoneState): Announcement | undefined {
  switch (activity.name) {
    case 'calling':
      return 'calling'
    case 'after-call':
      return 'ended'
    case 'waiting':
      return 'waiting'
    case 'away':
      return lineOf(before) ? 'away' : undefined
    default:
      return undefined
  }
}
