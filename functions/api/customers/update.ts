import { updateCustomer } from '../../../src/customer/change-customer.ts'
import { customerChange } from '../../../src/customer/customer-details-schemas.ts'
import { operatorFunction } from '../../../src/http/desk-doors.ts'

/** Names, readings and numbers of a customer. */
export const handler = operatorFunction('customers/update', customerChange, async (change, desk) => ({
  customer: await updateCustomer(desk, change),
}))
