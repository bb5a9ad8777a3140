import { deleteCustomer } from '../../../src/customer/change-customer.ts'
import { customerRemoval } from '../../../src/customer/customer-schemas.ts'
import { supervisorFunction } from '../../../src/http/desk-doors.ts'

/** Removes a customer with the numbers, and forgets who it was where the history is to go too. */
export const handler = supervisorFunction('customers/delete', customerRemoval, async (removal, desk) => {
  await deleteCustomer(desk, removal)
  return {}
})
