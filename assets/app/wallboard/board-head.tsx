import { useTranslation } from 'react-i18next'
import { useFormat } from '../words/format.ts'
import { useTroubleText } from '../words/trouble.ts'
import { BoardAge } from './board-age.tsx'
import classes from './board.module.css'
import type { LiveBoard } from './live-board.ts'

interface BoardHeadProps {
  board: LiveBoard
  /** Why the last answer did not come. */
  trouble: unknown
}

/** The centre's totals, and how old all this is. */
export function BoardHead({ board, trouble }: BoardHeadProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const troubleText = useTroubleText()
  const { waiting, operatorsWaiting, operatorsTalking, serviceLevelPercent } = board.totals
  return (
    <div className={classes.head} data-freshness={board.freshness}>
      <dl className={classes.totals}>
        <Total name={t('wallboard.waiting')} value={format.number(waiting)} />
        <Total name={t('wallboard.operators-waiting')} value={format.number(operatorsWaiting)} />
        <Total name={t('wallboard.operators-talking')} value={format.number(operatorsTalking)} />
        <Total
          name={t('wallboard.service-level')}
          value={serviceLevelPercent === null ? '–' : format.percent(serviceLevelPercent)}
        />
      </dl>
      <BoardAge board={board} />
      {trouble && board.freshness !== 'fresh' ? (
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
