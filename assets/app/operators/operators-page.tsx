import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Operator } from '../../../src/http/desk-actions.ts'
import { Empty } from '../components/empty.tsx'
import { Page } from '../components/page.tsx'
import { Trouble } from '../components/trouble.tsx'
import { ChoiceFilter, Filters, TextFilter } from '../list/filters.tsx'
import { List, type Column } from '../list/list.tsx'
import { ListFoot } from '../list/list-foot.tsx'
import { pageOf, useListState } from '../list/list-state.ts'
import { sorted, sortKey, useCollator } from '../list/sorted.ts'
import { useQueueName, useQueues } from '../queues/queue-queries.ts'
import { newOperatorPath } from '../shell/pages.ts'
import { useFormat } from '../words/format.ts'
import { usePersonName } from '../words/person-name.ts'
import { matchesFilter } from './operator-filter.ts'
import { useOperators } from './operator-queries.ts'
import { OperatorState } from './operator-state.tsx'

export function OperatorsPage() {
  const { t } = useTranslation()
  const state = useListState('name')
  const operators = useOperators()
  const columns = useColumns()
  const collator = useCollator()
  const filter = {
    term: state.filter('q'),
    level: state.filter('level'),
    queueId: state.filter('queue'),
    use: state.filter('use'),
  }
  const rows = operators.data?.filter((operator) => matchesFilter(operator, filter))
  const ordered = rows && sorted(rows, sortKey(sortKeys, state.sort, 'name'), collator, state.descending)
  return (
    <Page title={t('operators.title')} actions={<NewOperator />}>
      <OperatorFilters state={state} />
      {operators.error && <Trouble error={operators.error} onRetry={() => void operators.refetch()} />}
      {(operators.data || !operators.error) && (
        <>
          <List<Operator>
            label={t('operators.title')}
            columns={columns}
            rows={ordered && pageOf(ordered, state.page)}
            keyOf={(operator) => operator.operatorId}
            hrefOf={(operator) => `/operators/${encodeURIComponent(operator.operatorId)}`}
            quiet={(operator) => operator.disabled}
            state={state}
            empty={<Empty text={t('operators.none-found')} />}
          />
          {rows && <ListFoot total={rows.length} state={state} />}
        </>
      )}
    </Page>
  )
}

function NewOperator() {
  const { t } = useTranslation()
  return (
    <Button component={Link} href={newOperatorPath}>
      {t('operators.new')}
    </Button>
  )
}

function OperatorFilters({ state }: { state: ReturnType<typeof useListState> }) {
  const { t } = useTranslation()
  const { data: queues = [] } = useQueues()
  const levels = (['admin', 'supervisor', 'operator'] as const).map((level) => ({
    value: level,
    label: t(`level.${level}`),
  }))
  const uses = [
    { value: 'active', label: t('operators.active') },
    { value: 'disabled', label: t('operators.disabled') },
  ]
  const queueChoices = queues.map(({ queueId, queueName }) => ({ value: queueId, label: queueName }))
  return (
    <Filters state={state}>
      <TextFilter state={state} name="q" label={t('operators.search')} />
      <ChoiceFilter state={state} name="level" label={t('operators.every-level')} choices={levels} />
      <ChoiceFilter state={state} name="queue" label={t('operators.every-queue')} choices={queueChoices} />
      <ChoiceFilter state={state} name="use" label={t('operators.every-state')} choices={uses} />
    </Filters>
  )
}

const levelOrder = { admin: 0, supervisor: 1, operator: 2 }
const sortKeys: Record<string, (operator: Operator) => string | number> = {
  name: ({ lastName, firstName }) => `${lastName} ${firstName}`,
  id: ({ operatorId }) => operatorId,
  level: ({ level }) => levelOrder[level],
  queues: ({ queueIds }) => queueIds.length,
  state: ({ disabled, mustChangePassword }) => Number(disabled) * 2 + Number(mustChangePassword),
  changed: ({ updatedAt }) => updatedAt,
}

function useColumns(): Column<Operator>[] {
  const { t } = useTranslation()
  const format = useFormat()
  const personName = usePersonName()
  const queueName = useQueueName()
  return [
    {
      name: 'name',
      title: t('operators.name'),
      sortable: true,
      cell: (row) => <bdi>{personName(row)}</bdi>,
      width: '22%',
    },
    { name: 'id', title: t('operators.id'), sortable: true, cell: (row) => row.operatorId, width: '14%' },
    {
      name: 'level',
      title: t('operators.level'),
      sortable: true,
      wideOnly: true,
      cell: (row) => t(`level.${row.level}`),
      width: '15%',
    },
    {
      name: 'queues',
      title: t('operators.queues'),
      sortable: true,
      wideOnly: true,
      cell: (row) => format.list(row.queueIds.map(queueName)),
    },
    {
      name: 'state',
      title: t('operators.state'),
      sortable: true,
      cell: (row) => <OperatorState operator={row} />,
      width: '16%',
    },
    {
      name: 'changed',
      title: t('list.changed'),
      sortable: true,
      wideOnly: true,
      numeric: true,
      cell: (row) => format.date(row.updatedAt),
      width: '120px',
    },
  ]
}
