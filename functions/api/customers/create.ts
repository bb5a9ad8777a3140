import { createCustomer } from '../../../src/customer/change-customer.ts'
import { newCustomer } from '../../../src/customer/customer-details-schemas.ts'
import { operatorFunction } from '../../../src/http/desk-doors.ts'

/** A new customer. */
export const handler = operatorFunction('customers/create', newCustomer, async (details, desk) => ({
  customer: await createCustomer(desk, details),
}))
