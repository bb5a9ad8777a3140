import { sessionCookie } from '../../../src/http/cookies.ts'
import { anySessionFunction } from '../../../src/http/desk-doors.ts'
import { nothing } from '../../../src/fields.ts'
import { endAllWaitingLegs } from '../../../src/operator/waiting-legs.ts'
import { signOut } from '../../../src/session/sign-out.ts'

/** Signs out; a leg that waits for callers ends with the session. */
export const handler = anySessionFunction('session/logout', nothing, async (_, desk) => {
  await signOut(desk.db, desk.operator, desk.now)
  desk.cookies.remove(sessionCookie)
  await endAllWaitingLegs(desk, desk.operator.operatorId)
  return {}
})
