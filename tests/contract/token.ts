import twilio from 'twilio'
import { account } from './application.ts'

/** A token as the product would mint it, with the unmodified library. */
export function tokenFor(
  identity: string,
  applicationSid: string,
  options: { ttl?: number; incoming?: boolean } = {},
): string {
  const { AccessToken } = twilio.jwt
  const [key] = account.apiKeys
  const token = new AccessToken(account.sid, key?.sid ?? '', key?.secret ?? '', {
    identity,
    ttl: options.ttl ?? 3600,
  })
  token.addGrant(
    new AccessToken.VoiceGrant({
      outgoingApplicationSid: applicationSid,
      incomingAllow: options.incoming ?? true,
    }),
  )
  return token.toJwt()
}
