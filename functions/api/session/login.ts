import { sessionCookie } from '../../../src/http/cookies.ts'
import { publicFunction } from '../../../src/http/desk-doors.ts'
import { findSignedInOperator } from '../../../src/operator/signed-in-operator.ts'
import { credentials } from '../../../src/session/session-schemas.ts'
import { isDeviceOf, newDeviceToken, type DeviceOwner } from '../../../src/session/session-token.ts'
import { newSessionToken, sessionSeconds } from '../../../src/session/session-token.ts'
import { beginSession, checkPassword } from '../../../src/session/sign-in.ts'

/** Signs in, by cookie. */
export const handler = publicFunction(
  'session/login',
  credentials,
  async ({ json: _, device, ...typed }, desk) => {
    const { config, db, now, cookies } = desk
    const isKnownTo = (owner: DeviceOwner) => isDeviceOf(config, device, owner)
    const checked = await checkPassword(db, { ...typed, isKnownTo }, now)
    const { sessionId, token } = newSessionToken(config, checked.operatorId)
    await beginSession(db, { ...checked, sessionId }, now)
    cookies.set(sessionCookie, token, sessionSeconds)
    return {
      operator: await findSignedInOperator(desk, checked.operatorId),
      device: newDeviceToken(config, checked),
    }
  },
)
