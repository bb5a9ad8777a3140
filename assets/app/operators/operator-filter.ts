import type { Operator } from '../../../src/http/desk-actions.ts'
import { folded } from '../../../src/written/name.ts'

/** '' filters nothing. */
export interface OperatorFilter {
  term: string
  level: string
  queueId: string
  use: string
}

export function matchesFilter(operator: Operator, filter: OperatorFilter): boolean {
  const { operatorId, lastName, firstName, level, queueIds, disabled } = operator
  return (
    folded(`${lastName}${firstName} ${operatorId}`).includes(folded(filter.term)) &&
    (filter.level === '' || level === filter.level) &&
    (filter.queueId === '' || queueIds.includes(filter.queueId)) &&
    (filter.use === '' || disabled === (filter.use === 'disabled'))
  )
}
