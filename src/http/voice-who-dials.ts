import type { Refusal } from '../call/refusal.ts'
import { claimsAnother, partyOf, softphoneOf } from '../call/softphone.ts'
import type { Config } from '../config.ts'
import { readTicket } from '../session/session-token.ts'

interface Dialler {
  /** The operator who asks; undefined for anybody else. */
  clientName?: string
  /** The same for the log, which also keeps who is no operator of this stage. */
  named?: string
  /** Whom the request names beside them. */
  claimed?: string
  sessionId?: string
  refusal?: Refusal
}

interface Asking {
  Caller?: string
  From?: string
  To?: string
  Direction?: string
  Ticket?: string
}

/**
 * Who is on the softphone that asks. What Twilio says of it, a page could say too, should Twilio let it replace `Caller` as
 * it does `From`; the ticket that the desk got with its voice token no page can make for somebody else. Other clients of
 * the Voice application have none, which SOFTPHONE_TICKET=required refuses.
 */
export function whoDials(config: Config, asking: Asking): Dialler {
  const party = partyOf(asking)
  const clientName = softphoneOf(config.stage, asking)
  const caller = { clientName, named: clientName ?? strangerOf(party) }
  if (claimsAnother(asking)) return { ...caller, claimed: strangerOf(asking.From), refusal: 'other-caller' }
  const ticket = readTicket(config, asking.Ticket)
  if (ticket && ticket.clientName !== clientName)
    return { clientName, named: ticket.clientName, claimed: strangerOf(party), refusal: 'other-caller' }
  const isMissing = !ticket && (asking.Ticket !== undefined || config.requiresSoftphoneTicket)
  return { ...caller, sessionId: ticket?.sessionId, ...(isMissing && { refusal: 'no-ticket' }) }
}

/** Kept whole, and so never mistaken for one of ours: no client name has a colon. No telephone's number. */
function strangerOf(party: string | undefined): string | undefined {
  return /^client:[ -~]{0,57}/.exec(party ?? '')?.[0]
}
