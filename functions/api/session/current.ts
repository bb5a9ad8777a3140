import { anySessionFunction } from '../../../src/http/desk-doors.ts'
import { nothing } from '../../../src/fields.ts'
import { signedInOperator } from '../../../src/operator/signed-in-operator.ts'

/** Who is signed in, and the queues that are theirs now. */
export const handler = anySessionFunction('session/current', nothing, async (_, desk) => ({
  operator: await signedInOperator(desk, desk.operator),
}))
