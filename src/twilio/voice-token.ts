import AccessToken from 'twilio/lib/jwt/AccessToken.js'
import type { Config } from '../config.ts'
import type { VoiceToken } from '../http/desk-actions.ts'
import { newTicket, type Ticket } from '../session/session-token.ts'
import { identityAtTwilio } from './stage.ts'

const seconds = 3600

/** Allows one identity to be called, and to call our TwiML application. The ticket ends with the token. */
export function voiceToken(config: Config, owner: Ticket, now: Date): VoiceToken {
  const identity = identityAtTwilio(config.stage, owner.clientName)
  const { accountSid, apiKeySid, apiKeySecret, twimlAppSid } = config
  const token = new AccessToken(accountSid, apiKeySid, apiKeySecret, { identity, ttl: seconds })
  token.addGrant(new AccessToken.VoiceGrant({ incomingAllow: true, outgoingApplicationSid: twimlAppSid }))
  return {
    token: token.toJwt(),
    identity,
    ticket: newTicket(config, owner, seconds),
    edges: [...config.voiceEdge],
    expiresAt: new Date(now.getTime() + seconds * 1000).toISOString(),
  }
}
