import { useTranslation } from 'react-i18next'
import { useFormat } from '../words/format.ts'
import classes from './board.module.css'
import type { LiveBoard, LiveQueue } from './live-board.ts'
import { OperatorsFigure } from './operators-figure.tsx'
import { SeverityChip } from './severity-chip.tsx'

/** A station board: one row a queue; how many wait and how long are the two large figures. */
export function BoardTable({ board }: { board: LiveBoard | undefined }) {
  const { t } = useTranslation()
  return (
    <div className={classes.frame} data-freshness={board?.freshness}>
      <table className={classes.board} aria-label={t('wallboard.title')} aria-busy={!board || undefined}>
        <thead>
          <tr>
            <th scope="col">{t('wallboard.queue')}</th>
            <th scope="col" data-figure>
              {t('wallboard.waiting')}
            </th>
            <th scope="col" data-figure>
              {t('wallboard.longest')}
            </th>
            <th scope="col" data-figure>
              {t('wallboard.average')}
            </th>
            <th scope="col" data-figure>
              {t('wallboard.operators')}
            </th>
            <th scope="col" data-figure>
              {t('wallboard.answered-today')}
            </th>
            <th scope="col" data-figure>
              {t('wallboard.abandoned-today')}
            </th>
            <th scope="col" data-figure>
              {t('wallboard.service-level-column')}
            </th>
          </tr>
        </thead>
        <tbody>
          {board ? board.queues.map((queue) => <Row key={queue.queueId} queue={queue} />) : <Waiting />}
        </tbody>
      </table>
    </div>
  )
}

function Row({ queue }: { queue: LiveQueue }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { today } = queue
  return (
    <tr data-severity={queue.severity}>
      <th scope="row">
        <div className={classes.name}>
          <bdi>{queue.queueName}</bdi>
          <SeverityChip severity={queue.severity} />
        </div>
        {queue.disagrees && <div className={classes.doubt}>{t('wallboard.disagrees')}</div>}
      </th>
      <td
        data-figure
        data-large
        data-none={queue.waiting === 0 || undefined}
        data-severity={queue.severityOf('waiting')}
        data-label={t('wallboard.waiting')}
      >
        <b>{format.number(queue.waiting)}</b>
        <small>{t('wallboard.of-limit', { limit: format.number(queue.maxSize) })}</small>
      </td>
      <td
        data-figure
        data-large
        data-none={queue.longestWaitSeconds === null || undefined}
        data-severity={queue.severityOf('longest')}
        data-label={t('wallboard.longest')}
      >
        <b>{queue.longestWaitSeconds === null ? '–' : format.timer(queue.longestWaitSeconds)}</b>
      </td>
      <td data-figure data-label={t('wallboard.average')}>
        <span>{queue.waiting === 0 ? '–' : format.timer(queue.averageWaitSeconds)}</span>
      </td>
      <td data-figure data-label={t('wallboard.operators')}>
        <OperatorsFigure waiting={queue.operatorsWaiting} talking={queue.operatorsTalking} />
        {queue.operatorsDoubtful > 0 && (
          <small>{t('wallboard.doubtful', { operators: format.number(queue.operatorsDoubtful) })}</small>
        )}
      </td>
      <td data-figure data-label={t('wallboard.answered-today')}>
        <span>{format.number(today.answered)}</span>
        <small>{t('wallboard.of-offered', { offered: format.number(today.offered) })}</small>
      </td>
      <td data-figure data-label={t('wallboard.abandoned-today')}>
        <span>{format.number(today.abandoned)}</span>
        {today.shortAbandoned > 0 && (
          <small>{t('wallboard.short', { short: format.number(today.shortAbandoned) })}</small>
        )}
      </td>
      <td
        data-figure
        data-severity={queue.severityOf('service-level')}
        data-label={t('wallboard.service-level')}
      >
        <span>{today.serviceLevelPercent === null ? '–' : format.percent(today.serviceLevelPercent)}</span>
        <small>{t('wallboard.within', { duration: format.duration(today.serviceLevelSeconds) })}</small>
      </td>
    </tr>
  )
}

function Waiting() {
  return Array.from({ length: 4 }, (_, row) => (
    <tr key={row}>
      <td>
        <span className={classes.waiting} />
      </td>
      {Array.from({ length: 7 }, (_, cell) => (
        <td key={cell} data-figure />
      ))}
    </tr>
  ))
}
