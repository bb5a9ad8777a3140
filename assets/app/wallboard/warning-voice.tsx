import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../words/format.ts'
import classes from './board.module.css'
import type { LiveBoard } from './live-board.ts'

/** Tells those who cannot see the board when a queue has turned to caution or critical, and nothing in between. */
export function WarningVoice({ board }: { board: LiveBoard }) {
  const { t } = useTranslation()
  const format = useFormat()
  const bad = board.queues.filter(({ severity }) => severity !== 'fine')
  const names = bad.map(({ queueName, severity }) =>
    t('wallboard.queue-severity', {
      queueName,
      severity: t(`wallboard.${severity as 'caution' | 'critical'}`),
    }),
  )
  const text = format.list(names)
  const [first] = useState(text)
  return (
    <div className={classes.voice} role="status">
      {text === first ? '' : text}
    </div>
  )
}
