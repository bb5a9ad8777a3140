import { supervisorFunction } from '../../../src/http/desk-doors.ts'
import { operatorReference } from '../../../src/operator/operator-reference-schema.ts'
import { resetPassword } from '../../../src/operator/reset-password.ts'

/** A new password, shown this once. */
export const handler = supervisorFunction(
  'operators/reset-password',
  operatorReference,
  async (who, desk) => ({
    password: await resetPassword(desk, who),
  }),
)
