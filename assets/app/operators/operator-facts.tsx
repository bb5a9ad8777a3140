import { useTranslation } from 'react-i18next'
import type { Operator } from '../../../src/http/desk-actions.ts'
import { Facts } from '../components/facts.tsx'
import { useFormat } from '../words/format.ts'
import { OperatorState } from './operator-state.tsx'

/** What never changes by this form. */
export function OperatorFacts({ operator }: { operator: Operator }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Facts
      facts={[
        [t('operators.id'), operator.operatorId],
        [t('operators.client-name'), operator.clientName],
        [t('operators.state'), <OperatorState operator={operator} />],
        [t('list.changed'), format.dateTime(operator.updatedAt)],
      ]}
    />
  )
}
