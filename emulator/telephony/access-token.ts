import jwt from 'jsonwebtoken'
import type { Account } from './account.ts'

/** What a softphone's token allows. `expiresAt` in milliseconds since 1970. */
export interface VoiceToken {
  identity: string
  applicationSid?: string
  /** Fixed parameters of the token's outgoing grant. */
  outgoingParams: Record<string, string>
  mayReceive: boolean
  expiresAt: number
}

/**
 * Why a token is refused, with Twilio's number: 20101 invalid, 20102 header, 20103 issuer or subject, 20104 expired or no
 * expiry, 20105 not valid yet, 20106 grants, 20107 signature, 20157 lifetime, 31204 identity.
 */
export class TokenError extends Error {
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

const LONGEST_LIFE_SECONDS = 86_400
const IDENTITY = /^[A-Za-z0-9_]{1,121}$/

interface Claims {
  iss?: unknown
  sub?: unknown
  exp?: unknown
  iat?: unknown
  nbf?: unknown
  grants?: { identity?: unknown; voice?: VoiceGrant }
}

interface VoiceGrant {
  incoming?: { allow?: unknown }
  outgoing?: { application_sid?: unknown; params?: unknown }
}

/** Verifies an access token as Twilio's gateway does; `now` in milliseconds. Throws TokenError. */
export function verifyAccessToken(token: string, account: Account, now: number): VoiceToken {
  const claims = verifiedClaims(token, account, now)
  const expiresAt = lifetime(claims, now)
  const identity = claims.grants?.identity
  const voice = claims.grants?.voice
  if (!voice || typeof voice !== 'object') throw new TokenError(20106, 'The token has no voice grant.')
  if (typeof identity !== 'string' || !IDENTITY.test(identity))
    throw new TokenError(31204, `An identity is 1 to 121 letters, digits or _, not "${String(identity)}".`)
  return { identity, expiresAt, mayReceive: voice.incoming?.allow === true, ...outgoing(voice) }
}

function verifiedClaims(token: string, account: Account, now: number): Claims {
  const decoded = jwt.decode(token, { complete: true })
  if (!decoded || typeof decoded.payload === 'string') throw new TokenError(20101, 'This is no access token.')
  const { header, payload } = decoded
  if (!/^twilio-fpa;v=1\b/.test(String((header as { cty?: unknown }).cty)))
    throw new TokenError(20102, 'The header of the token needs cty "twilio-fpa;v=1".')
  if (payload.sub !== account.sid)
    throw new TokenError(20103, `The subject is not the account ${account.sid}.`)
  const key = account.apiKeys.find(({ sid }) => sid === payload.iss)
  if (!key) throw new TokenError(20103, `The issuer "${String(payload.iss)}" is no API key of the account.`)
  verifySignature(token, key.secret, now)
  return payload as Claims
}

function verifySignature(token: string, secret: string, now: number): void {
  try {
    jwt.verify(token, secret, {
      algorithms: ['HS256', 'HS384', 'HS512'],
      clockTimestamp: Math.floor(now / 1000),
    })
  } catch (error) {
    if (error instanceof jwt.TokenExpiredError) throw new TokenError(20104, 'The token has expired.')
    if (error instanceof jwt.NotBeforeError) throw new TokenError(20105, 'The token is not valid yet.')
    throw new TokenError(20107, 'The signature of the token is wrong.')
  }
}

function lifetime(claims: Claims, now: number): number {
  if (typeof claims.exp !== 'number') throw new TokenError(20104, 'The token names no expiry (exp).')
  const issued =
    typeof claims.nbf === 'number' ? claims.nbf : typeof claims.iat === 'number' ? claims.iat : now / 1000
  if (claims.exp - issued > LONGEST_LIFE_SECONDS)
    throw new TokenError(20157, 'A token lives 24 hours at most.')
  return claims.exp * 1000
}

function outgoing(voice: VoiceGrant): Pick<VoiceToken, 'applicationSid' | 'outgoingParams'> {
  const sid = voice.outgoing?.application_sid
  const params = voice.outgoing?.params
  return {
    applicationSid: typeof sid === 'string' ? sid : undefined,
    outgoingParams: params && typeof params === 'object' ? (params as Record<string, string>) : {},
  }
}
