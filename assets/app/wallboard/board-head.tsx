import { useTranslation } from 'react-i18next'
import { useFormat } from '../words/format.ts'
import { useLoadTroubleText } from '../words/trouble.ts'
import { BoardAge } from './board-age.tsx'
import classes from './board.module.css'
import type { LiveBoard } from './live-board.ts'

interface BoardHeadProps {
  /** `undefined` while the first is on its way: its place is kept. */
  board: LiveBoard | undefined
  /** Why the last answer did not come. */
  trouble: unknown
}

/** The centre's totals, and how old all this is. */
export function BoardHead({ board, trouble }: BoardHeadProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const troubleText = useLoadTroubleText()
  const totals = board?.totals
  const level = totals?.serviceLevelPercent
  const count = (value: number | undefined) => (value === undefined ? '–' : format.number(value))
  return (
    <div className={classes.head} data-freshness={board?.freshness}>
      <dl className={classes.totals}>
        <Total name={t('wallboard.waiting')} value={count(totals?.waiting)} />
        <Total name={t('state.waiting')} value={count(totals?.operatorsWaiting)} />
        <Total name={t('state.talking')} value={count(totals?.operatorsTalking)} />
        <Total
          name={t('wallboard.service-level')}
          value={typeof level === 'number' ? format.percent(level) : '–'}
        />
      </dl>
      {board && <time className={classes.clock}>{format.time(new Date(board.now).toISOString())}</time>}
      {board && <BoardAge board={board} />}
      {trouble && board && board.freshness !== 'fresh' ? (
        <p className={classes.trouble}>{troubleText(trouble)}</p>
      ) : null}
    </div>
  )
}

function Total({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
