import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Queue } from '../../../src/http/desk-actions.ts'
import { folded } from '../../../src/written/name.ts'
import { Empty } from '../components/empty.tsx'
import { Page } from '../components/page.tsx'
import { Trouble } from '../components/trouble.tsx'
import { Filters, TextFilter } from '../list/filters.tsx'
import { List, type Column } from '../list/list.tsx'
import { ListFoot } from '../list/list-foot.tsx'
import { pageOf, useListState } from '../list/list-state.ts'
import { sorted, sortKey, useCollator } from '../list/sorted.ts'
import { newQueuePath } from '../shell/pages.ts'
import { useFormat } from '../words/format.ts'
import { Agreement } from './agreement.tsx'
import { useCheckedQueues, useQueues } from './queue-queries.ts'

export function QueuesPage() {
  const { t } = useTranslation()
  const state = useListState('name')
  const queues = useQueues()
  const collator = useCollator()
  const columns = useColumns()
  const term = folded(state.filter('q'))
  const rows = queues.data?.filter((queue) => folded(`${queue.queueName} ${queue.queueId}`).includes(term))
  const ordered = rows && sorted(rows, sortKey(sortKeys, state.sort, 'name'), collator, state.descending)
  const none = queues.data?.length === 0
  return (
    <Page title={t('queues.title')} actions={<NewQueue />}>
      {!none && (
        <Filters state={state}>
          <TextFilter state={state} name="q" label={t('queues.search')} />
        </Filters>
      )}
      {queues.error && <Trouble error={queues.error} onRetry={() => void queues.refetch()} />}
      {(queues.data || !queues.error) && (
        <>
          <List<Queue>
            label={t('queues.title')}
            columns={columns}
            rows={ordered && pageOf(ordered, state.page)}
            keyOf={(queue) => queue.queueId}
            hrefOf={(queue) => `/queues/${encodeURIComponent(queue.queueId)}`}
            state={state}
            empty={
              none ? (
                <Empty text={t('queues.none')} action={<NewQueue />} />
              ) : (
                <Empty text={t('queues.none-found')} />
              )
            }
          />
          {rows && !none && <ListFoot total={rows.length} state={state} />}
        </>
      )}
    </Page>
  )
}

function NewQueue() {
  const { t } = useTranslation()
  return (
    <Button component={Link} href={newQueuePath}>
      {t('queues.new')}
    </Button>
  )
}

const sortKeys: Record<string, (queue: Queue) => string | number> = {
  name: ({ queueName }) => queueName,
  id: ({ queueId }) => queueId,
  operators: ({ operatorCount }) => operatorCount,
  size: ({ maxSize }) => maxSize,
}

function useColumns(): Column<Queue>[] {
  const { t } = useTranslation()
  const format = useFormat()
  const checked = useCheckedQueues()
  const agreementOf = (queueId: string) => checked.data?.find((queue) => queue.queueId === queueId)?.twilio
  return [
    { name: 'name', title: t('queues.name'), sortable: true, cell: (row) => <bdi>{row.queueName}</bdi> },
    {
      name: 'id',
      title: t('queues.id'),
      sortable: true,
      cell: (row) => row.queueId,
      width: '16%',
      wideOnly: true,
    },
    {
      name: 'operators',
      title: t('queues.operators'),
      sortable: true,
      numeric: true,
      cell: (row) => format.number(row.operatorCount),
      width: '13%',
    },
    {
      name: 'size',
      title: t('queues.max-size'),
      sortable: true,
      numeric: true,
      wideOnly: true,
      cell: (row) => format.number(row.maxSize),
      width: '11%',
    },
    {
      name: 'goal',
      title: t('queues.goal'),
      wideOnly: true,
      numeric: true,
      cell: (row) => format.duration(row.serviceLevelSeconds),
      width: '13%',
    },
    {
      name: 'twilio',
      title: 'Twilio',
      cell: (row) => <Agreement value={agreementOf(row.queueId)} failed={checked.isError} />,
      width: '168px',
    },
  ]
}
