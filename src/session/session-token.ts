import { createHash, randomBytes } from 'node:crypto'
import jwt from 'jsonwebtoken'
import type { Config } from '../config.ts'

/** What a cookie of ours claims, once its signature is checked. Worth nothing without its row in `session`. */
export interface SessionClaim {
  sessionId: string
  operatorId: string
}

type Keys = Pick<Config, 'sessionSecret' | 'stage'>

export const sessionSeconds = 12 * 3600
const deviceSeconds = 90 * 24 * 3600

/** A new session's id for the database, and the token for the cookie. Whoever reads the table cannot make the token. */
export function newSessionToken(keys: Keys, operatorId: string): { sessionId: string; token: string } {
  const jwtid = randomBytes(32).toString('base64url')
  const token = sign(keys, 'session', { subject: operatorId, jwtid, expiresIn: sessionSeconds })
  return { sessionId: hashed(jwtid), token }
}

export function readSessionToken(keys: Keys, token: string | undefined): SessionClaim | undefined {
  const claims = verify(keys, 'session', token)
  if (!claims?.sub || !claims.jti) return undefined
  return { sessionId: hashed(claims.jti), operatorId: claims.sub }
}

/** What a softphone shows with each call: whose it is, and in which session it was opened. */
export interface Ticket {
  clientName: string
  sessionId: string
}

export function newTicket(keys: Keys, { clientName, sessionId }: Ticket, seconds: number): string {
  return sign(keys, 'ticket', { subject: clientName, jwtid: sessionId, expiresIn: seconds })
}

export function readTicket(keys: Keys, token: string | undefined): Ticket | undefined {
  const claims = verify(keys, 'ticket', token)
  return claims?.sub && claims.jti ? { clientName: claims.sub, sessionId: claims.jti } : undefined
}

/** Whose browser it is; the epoch is another after each reset of the password. */
export interface DeviceOwner {
  operatorId: string
  deviceEpoch: number
}

/** Says only that this operator signed in from this browser within 90 days: see `sign-in-delay.ts`. Opens nothing. */
export function newDeviceToken(keys: Keys, { operatorId, deviceEpoch }: DeviceOwner): string {
  return sign(keys, 'device', { subject: operatorId, jwtid: String(deviceEpoch), expiresIn: deviceSeconds })
}

export function isDeviceOf(keys: Keys, token: string | undefined, owner: DeviceOwner): boolean {
  const claims = verify(keys, 'device', token)
  // Those of before there were epochs are of the first.
  return claims?.sub === owner.operatorId && (claims.jti ?? '0') === String(owner.deviceEpoch)
}

export function hashed(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** While a secret is being replaced both stand in SESSION_SECRET, the new one first: it signs, either is accepted. */
function secretsOf({ sessionSecret }: Keys): string[] {
  return sessionSecret
    .split(',')
    .map((secret) => secret.trim())
    .filter(Boolean)
}

function sign(keys: Keys, purpose: string, options: jwt.SignOptions): string {
  return jwt.sign({}, secretsOf(keys)[0] ?? '', {
    ...options,
    algorithm: 'HS256',
    audience: audience(keys, purpose),
  })
}

function verify(keys: Keys, purpose: string, token: string | undefined): jwt.JwtPayload | undefined {
  if (!token) return undefined
  const options = { algorithms: ['HS256' as const], audience: audience(keys, purpose) }
  for (const secret of secretsOf(keys)) {
    try {
      const claims = jwt.verify(token, secret, options)
      return typeof claims === 'string' ? undefined : claims
    } catch {
      // Signed with the other secret, or by nobody.
    }
  }
  return undefined
}

/** A token of one stage, or made for one purpose, opens nothing else. */
function audience({ stage }: Keys, purpose: string): string {
  return `runa-cca:${stage}:${purpose}`
}
