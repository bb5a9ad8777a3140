import { customerSearch } from '../../../src/customer/customer-schemas.ts'
import { searchForOperator } from '../../../src/customer/search-for-operator.ts'
import { operatorFunction } from '../../../src/http/desk-doors.ts'

/** Customers by what somebody has begun to type, a page at a time. */
export const handler = operatorFunction('customers/search', customerSearch, async (search, desk) =>
  searchForOperator(desk, search),
)
