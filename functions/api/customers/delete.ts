import { deleteCustomer } from '../../../src/customer/change-customer.ts'
import { customerReference } from '../../../src/customer/customer-schemas.ts'
import { operatorFunction } from '../../../src/http/desk-doors.ts'

/** Forgets a customer, numbers and contacts included. */
export const handler = operatorFunction('customers/delete', customerReference, async (reference, desk) => {
  await deleteCustomer(desk, reference)
  return {}
})
