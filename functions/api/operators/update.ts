import { supervisorFunction } from '../../../src/http/desk-doors.ts'
import { updateOperator } from '../../../src/operator/change-operator.ts'
import { operatorChange } from '../../../src/operator/operator-schemas.ts'

/** Names, number, level, queues, disabled or not. */
export const handler = supervisorFunction('operators/update', operatorChange, async (change, desk) => ({
  operator: await updateOperator(desk, change),
}))
