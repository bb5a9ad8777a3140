import { clientNameOf } from '../twilio/stage.ts'
import { single } from './call-params.ts'

/** Of a request about a leg: the parameters that say whose it is. */
export const softphoneShape = { Caller: single(128), From: single(128), To: single(128) }

interface Parties {
  Caller?: string
  From?: string
  To?: string
  Direction?: string
}

/**
 * Whose leg this is, as Twilio writes it: `client:test_operator1`. `To` and `From` are what a page may put in place of
 * Twilio's own (TwiML changelog, 2023-06-01), so it is `Caller`; a leg that Twilio dialled has the softphone as its `To`.
 */
export function partyOf({ Caller, From, To, Direction }: Parties): string | undefined {
  return Direction?.startsWith('outbound') ? To : (Caller ?? From)
}

/** The page calls as somebody else. */
export function claimsAnother({ Caller, From, Direction }: Parties): boolean {
  if (Direction?.startsWith('outbound') || Caller === undefined || From === undefined) return false
  return From !== Caller
}

export const isSoftphone = (parties: Parties): boolean => partyOf(parties)?.startsWith('client:') ?? false

/** The operator on that leg; undefined for anything but an identity of this stage. */
export const softphoneOf = (stage: string, parties: Parties): string | undefined =>
  clientNameOf(stage, partyOf(parties))
