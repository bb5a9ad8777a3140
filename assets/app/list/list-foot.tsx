import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../words/format.ts'
import classes from './list.module.css'
import { lastPage, PAGE_SIZE, pageWithin, type ListState } from './list-state.ts'

/** Which rows these are of how many, and the way to the others. */
export function ListFoot({ total, state }: { total: number; state: ListState }) {
  const { t } = useTranslation()
  const format = useFormat()
  const last = lastPage(total)
  const page = pageWithin(state.page, total)
  const first = (page - 1) * PAGE_SIZE + 1
  const shown = {
    from: format.number(first),
    to: format.number(Math.min(total, first + PAGE_SIZE - 1)),
    total: format.number(total),
  }
  return (
    <div className={classes.foot}>
      <span role="status">{total === 0 ? t('list.none') : t('list.shown', shown)}</span>
      {last > 1 && (
        <>
          <Button
            variant="default"
            size="compact-md"
            disabled={page <= 1}
            onClick={() => state.setPage(page - 1)}
          >
            {t('list.previous')}
          </Button>
          <Button
            variant="default"
            size="compact-md"
            disabled={page >= last}
            onClick={() => state.setPage(page + 1)}
          >
            {t('list.next')}
          </Button>
        </>
      )}
    </div>
  )
}
