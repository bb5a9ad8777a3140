import { useTranslation } from 'react-i18next'
import { useFormat } from '../words/format.ts'
import type { LiveQueue } from './live-board.ts'
import { SeverityChip } from './severity-chip.tsx'
import classes from './television.module.css'

export function TelevisionRow({ queue }: { queue: LiveQueue }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { today } = queue
  const level = today.serviceLevelPercent
  return (
    <tr data-severity={queue.severity}>
      <th scope="row">
        <bdi>{queue.queueName}</bdi>
        <SeverityChip severity={queue.severity} />
        {queue.disagrees && <small>{t('wallboard.disagrees-short')}</small>}
      </th>
      <td
        className={classes.large}
        data-severity={queue.severityOf('waiting')}
        data-none={queue.waiting === 0 || undefined}
      >
        <span>{format.number(queue.waiting)}</span>
        <small>
          <span>{t('wallboard.of-limit', { limit: format.number(queue.maxSize) })}</span>
          {queue.waiting > 0 && (
            <span>{t('wallboard.average-short', { duration: format.timer(queue.averageWaitSeconds) })}</span>
          )}
        </small>
      </td>
      <td
        className={classes.large}
        data-severity={queue.severityOf('longest')}
        data-none={queue.longestWaitSeconds === null || undefined}
      >
        {queue.longestWaitSeconds === null ? '–' : format.timer(queue.longestWaitSeconds)}
      </td>
      <td>
        <div>{t('wallboard.ready', { operators: format.number(queue.operatorsWaiting) })}</div>
        <div>{t('wallboard.talking', { operators: format.number(queue.operatorsTalking) })}</div>
        {queue.operatorsDoubtful > 0 && (
          <div className={classes.plain}>
            {t('wallboard.doubtful', { operators: format.number(queue.operatorsDoubtful) })}
          </div>
        )}
      </td>
      <td data-severity={queue.severityOf('service-level')}>
        <div>{t('wallboard.level', { percent: level === null ? '–' : format.percent(level) })}</div>
        <div className={classes.plain}>
          {t('wallboard.today-offered', { offered: format.number(today.offered) })}
        </div>
        <div className={classes.plain}>
          {t('wallboard.today-calls', {
            answered: format.number(today.answered),
            abandoned: format.number(today.abandoned),
          })}
        </div>
      </td>
    </tr>
  )
}
