import type { Operator } from '../../../src/http/desk-actions.ts'

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
    plain(`${lastName}${firstName} ${operatorId}`).includes(plain(filter.term)) &&
    (filter.level === '' || level === filter.level) &&
    (filter.queueId === '' || queueIds.includes(filter.queueId)) &&
    (filter.use === '' || disabled === (filter.use === 'disabled'))
  )
}

/** Wide, narrow, capital and small letters, and spaces, make no difference to who is meant. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
}
