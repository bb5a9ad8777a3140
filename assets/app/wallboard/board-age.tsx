import { useTranslation } from 'react-i18next'
import { useFormat } from '../words/format.ts'
import classes from './board.module.css'
import type { LiveBoard } from './live-board.ts'

/** How old the figures are; a board that stands still must never look alive. */
export function BoardAge({ board }: { board: LiveBoard }) {
  const { t } = useTranslation()
  const format = useFormat()
  const text =
    board.freshness === 'stopped'
      ? t('wallboard.stopped', { time: format.clock(board.refreshedAt) })
      : t('wallboard.age', { duration: format.duration(board.age) })
  return (
    <span className={classes.age} data-freshness={board.freshness}>
      {text}
    </span>
  )
}
