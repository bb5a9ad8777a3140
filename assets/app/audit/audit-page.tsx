import { Button, TextInput } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AuditEntry, AuditFilter } from '../../../src/http/desk-actions.ts'
import { call } from '../api.ts'
import { Empty } from '../components/empty.tsx'
import { Page } from '../components/page.tsx'
import { Trouble } from '../components/trouble.tsx'
import { ChoiceFilter, Filters, TextFilter } from '../list/filters.tsx'
import listClasses from '../list/list.module.css'
import { useListState, type ListState } from '../list/list-state.ts'
import { useSettled } from '../list/settled.ts'
import { useOperatorsEver } from '../operators/operator-queries.ts'
import { usePersonName } from '../words/person-name.ts'
import { auditedActions, useActionName } from './action-name.ts'
import { AuditList } from './audit-list.tsx'
import classes from './audit.module.css'

/** Who did what, when, and what it was before and after. */
export function AuditPage() {
  const { t } = useTranslation()
  const state = useListState('')
  const audit = useAudit(filterOf(state, useSettled(state.filter('subject').trim())))
  const entries = audit.data?.pages.flatMap((page): AuditEntry[] => page.entries)
  return (
    <Page title={t('audit.title')}>
      <AuditFilters state={state} />
      {audit.error && <Trouble error={audit.error} onRetry={() => void audit.refetch()} />}
      {entries?.length === 0 && <Empty text={state.filtered ? t('audit.none-found') : t('audit.none')} />}
      {entries?.length !== 0 && (entries || !audit.error) && <AuditList entries={entries} />}
      {audit.hasNextPage && (
        <div className={listClasses.foot}>
          <span />
          <Button
            variant="default"
            size="compact-md"
            loading={audit.isFetchingNextPage}
            onClick={() => void audit.fetchNextPage()}
          >
            {t('list.more')}
          </Button>
        </div>
      )}
    </Page>
  )
}

function AuditFilters({ state }: { state: ListState }) {
  const { t } = useTranslation()
  const actionName = useActionName()
  const personName = usePersonName()
  const { data: operators = [] } = useOperatorsEver()
  const who = operators.map((operator) => ({
    value: operator.operatorId,
    label: `${personName(operator)} · ${operator.operatorId}`,
  }))
  const actions = auditedActions.map((action) => ({ value: action, label: actionName(action) }))
  return (
    <Filters state={state}>
      <TextFilter state={state} name="subject" label={t('audit.search-subject')} />
      <ChoiceFilter state={state} name="who" label={t('audit.everybody')} choices={who} />
      <ChoiceFilter state={state} name="action" label={t('audit.every-action')} choices={actions} />
      <DayFilter state={state} name="from" label={t('audit.from')} />
      <DayFilter state={state} name="to" label={t('audit.to')} />
    </Filters>
  )
}

function DayFilter({ state, name, label }: { state: ListState; name: string; label: string }) {
  return (
    <TextInput
      type="date"
      className={classes.day}
      aria-label={label}
      leftSection={<span aria-hidden>{label}</span>}
      leftSectionWidth={64}
      leftSectionProps={{ className: classes.section }}
      value={state.filter(name)}
      onChange={(event) => state.setFilter(name, event.currentTarget.value)}
    />
  )
}

/** Days are the centre's: the server knows when they begin and end. */
function filterOf(state: ListState, subject: string): AuditFilter {
  return {
    operatorId: state.filter('who') || undefined,
    action: state.filter('action') || undefined,
    subject: subject || undefined,
    from: state.filter('from') || undefined,
    to: state.filter('to') || undefined,
  }
}

function useAudit(filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ signal, pageParam }) => call('audit/list', { ...filter, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })
}
