import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CustomerSummary } from '../../../src/http/desk-actions.ts'
import { folded } from '../../../src/written/name.ts'
import { Empty } from '../components/empty.tsx'
import { Page } from '../components/page.tsx'
import { Trouble } from '../components/trouble.tsx'
import { List, type Column } from '../list/list.tsx'
import { Filters, TextFilter } from '../list/filters.tsx'
import listClasses from '../list/list.module.css'
import { useListState } from '../list/list-state.ts'
import { useSettled } from '../list/settled.ts'
import { useSignedIn } from '../session/signed-in.ts'
import { useFormat } from '../words/format.ts'
import { domesticNumber } from '../words/telephone.ts'
import { CustomerName, useKana } from './customer-name.tsx'
import { useCustomerSearch } from './customer-queries.ts'

/**
 * Searches as one types, by the beginning of a name, reading, number or id, or a number's last four digits. Only who
 * supervises may list them all.
 */
export function CustomersPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const state = useListState('')
  const term = useSettled(state.filter('q').trim())
  const mayAsk = useSignedIn().level !== 'operator' || [...folded(term)].length >= 2
  const search = useCustomerSearch(term, mayAsk)
  const columns = useColumns()
  const rows = mayAsk ? search.data?.pages.flatMap(({ customers }) => customers) : []
  const none = !mayAsk ? 'type-two' : term === '' ? 'none' : 'none-found'
  return (
    <Page title={t('customers.title')} actions={<NewCustomer />}>
      <Filters state={state}>
        <TextFilter state={state} name="q" label={t('customers.search')} />
      </Filters>
      {mayAsk && search.error && <Trouble error={search.error} onRetry={() => void search.refetch()} />}
      {(!mayAsk || search.data || !search.error) && (
        <List<CustomerSummary>
          label={t('customers.title')}
          busy={search.isPlaceholderData}
          columns={columns}
          rows={rows}
          keyOf={(customer) => customer.customerId}
          hrefOf={(customer) => `/customers/${customer.customerId}`}
          empty={<Empty text={t(`customers.${none}`)} action={<NewCustomer />} />}
        />
      )}
      {rows && rows.length > 0 && (
        <div className={listClasses.foot}>
          <span role="status">
            {t('customers.shown', { count: rows.length, total: format.number(rows.length) })}
          </span>
          {search.hasNextPage && (
            <Button
              variant="default"
              size="compact-md"
              loading={search.isFetchingNextPage}
              onClick={() => void search.fetchNextPage()}
            >
              {t('list.more')}
            </Button>
          )}
        </div>
      )}
    </Page>
  )
}

function NewCustomer() {
  const { t } = useTranslation()
  return (
    <Button component={Link} href="/customers/new">
      {t('customers.new')}
    </Button>
  )
}

function useColumns(): Column<CustomerSummary>[] {
  const { t } = useTranslation()
  const kana = useKana()
  return [
    {
      name: 'name',
      title: t('customers.name'),
      cell: (row) => <CustomerName customer={row} />,
      width: '30%',
    },
    {
      name: 'kana',
      title: t('customers.kana'),
      wideOnly: true,
      cell: (row) => <bdi>{kana(row)}</bdi>,
      width: '26%',
    },
    {
      name: 'numbers',
      title: t('customers.numbers'),
      cell: (row) => row.numbers.map(domesticNumber).join(' / '),
    },
    {
      name: 'id',
      title: t('customers.id'),
      numeric: true,
      wideOnly: true,
      cell: (row) => String(row.customerId),
      width: '12%',
    },
  ]
}
