import { supervisorFunction } from '../../../src/http/desk-doors.ts'
import { createOperator } from '../../../src/operator/create-operator.ts'
import { newOperator } from '../../../src/operator/operator-schemas.ts'

/** A new operator, and the password for the first sign-in. */
export const handler = supervisorFunction('operators/create', newOperator, async (operator, desk) =>
  createOperator(desk, operator),
)
