import { supervisorFunction } from '../../../src/http/desk-doors.ts'
import { deleteOperator } from '../../../src/operator/change-operator.ts'
import { operatorReference } from '../../../src/operator/operator-reference-schema.ts'

/** An operator leaves; id and client name are never given to anybody else. */
export const handler = supervisorFunction('operators/delete', operatorReference, async (reference, desk) => {
  await deleteOperator(desk, reference)
  return {}
})
