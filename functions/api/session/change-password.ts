import { anySessionFunction } from '../../../src/http/desk-doors.ts'
import { changePassword } from '../../../src/session/change-password.ts'
import { passwordChange } from '../../../src/session/new-password.ts'

/** One's own password; the operator's other sessions end. */
export const handler = anySessionFunction('session/change-password', passwordChange, async (change, desk) => {
  await changePassword(desk.db, desk.operator, change, desk.now)
  return {}
})
