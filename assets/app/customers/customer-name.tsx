import type { CustomerSummary } from '../../../src/http/desk-actions.ts'
import { usePersonName } from '../words/person-name.ts'

export function useKana(): (customer: CustomerSummary) => string {
  return ({ lastNameKana, firstNameKana }) => `${lastNameKana} ${firstNameKana}`.trim()
}

/** A name as it is, isolated, so that one written from the right does not turn its surroundings. */
export function CustomerName({ customer }: { customer: CustomerSummary }) {
  const personName = usePersonName()
  return <bdi>{personName(customer)}</bdi>
}
