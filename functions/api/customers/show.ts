import { customerToShow } from '../../../src/customer/customer-schemas.ts'
import { showCustomer } from '../../../src/customer/show-customer.ts'
import { operatorFunction } from '../../../src/http/desk-doors.ts'

/** One customer, with what was said when. */
export const handler = operatorFunction('customers/show', customerToShow, async ({ customerId }, desk) =>
  showCustomer(desk, customerId),
)
