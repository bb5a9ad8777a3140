import jwt from 'jsonwebtoken'
import { describe, expect, test } from 'vitest'
import { verifyAccessToken } from '../../emulator/telephony/access-token.ts'
import { HeadlessClient } from '../../emulator/telephony/headless-client.ts'
import { TestClock } from '../../emulator/clock.ts'
import { Telephony } from '../../emulator/telephony/telephony.ts'
import { account } from './application.ts'
import { tokenFor } from './token.ts'

const now = Date.now()
const APPLICATION = 'AP00000000000000000000000000000000'
const [key] = account.apiKeys

const HEADER: jwt.JwtHeader = { alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' }

/** A token with something wrong in it. */
function forged(claims: object, header: object = {}, secret = key?.secret ?? ''): string {
  const seconds = Math.floor(now / 1000)
  const grants = { identity: 'op_1', voice: { incoming: { allow: true } } }
  const payload = {
    jti: 'x',
    iss: key?.sid,
    sub: account.sid,
    iat: seconds,
    exp: seconds + 60,
    grants,
    ...claims,
  }
  return jwt.sign(payload, secret, {
    header: { ...HEADER, ...header },
  })
}

describe('An access token', () => {
  test('of the library is accepted', () => {
    expect(verifyAccessToken(tokenFor('op_42', APPLICATION), account, now)).toMatchObject({
      identity: 'op_42',
      applicationSid: APPLICATION,
      mayReceive: true,
    })
  })

  test('grants incoming calls only if it says so', () => {
    expect(
      verifyAccessToken(tokenFor('op_42', APPLICATION, { incoming: false }), account, now).mayReceive,
    ).toBe(false)
  })

  const seconds = Math.floor(now / 1000)
  const endless = { iss: key?.sid, sub: account.sid, iat: seconds }
  test.each([
    ['that is none', 'nonsense', 20101],
    ['of another content type', forged({}, { cty: 'application/json' }), 20102],
    ['signed with another secret', forged({}, {}, 'guessed'), 20107],
    ['that is not valid yet', forged({ nbf: seconds + 30 }), 20105],
    ['that never expires', jwt.sign(endless, key?.secret ?? '', { header: HEADER }), 20104],
    ['of another issuer', forged({ iss: 'SK11111111111111111111111111111111' }), 20103],
    ['of another account', forged({ sub: 'AC11111111111111111111111111111111' }), 20103],
    ['that has expired', forged({ iat: seconds - 120, exp: seconds - 60 }), 20104],
    ['that lives for more than a day', forged({ exp: seconds + 86_401 }), 20157],
    ['without a voice grant', forged({ grants: { identity: 'op_1' } }), 20106],
    ['of an identity with a dot in it', forged({ grants: { identity: 'o.p', voice: {} } }), 31204],
    ['of an identity of 122 letters', forged({ grants: { identity: 'a'.repeat(122), voice: {} } }), 31204],
  ])('%s is refused', (_what, token, code) => {
    expect(() => verifyAccessToken(token, account, now)).toThrow(expect.objectContaining({ code }))
  })

  test('that has expired keeps a softphone from calling and registering', async () => {
    const clock = new TestClock(now)
    const telephony = new Telephony({ clock, account })
    const softphone = new HeadlessClient(telephony, tokenFor('op_1', APPLICATION, { ttl: 60 }))
    await clock.advance(61_000)
    expect(() => softphone.connect()).toThrow(expect.objectContaining({ code: 20104 }))
    expect(() => softphone.register()).toThrow(expect.objectContaining({ code: 20104 }))
  })
})
