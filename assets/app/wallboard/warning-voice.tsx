import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../words/format.ts'
import { isolated } from '../words/isolated.ts'
import classes from './board.module.css'
import type { LiveBoard } from './live-board.ts'
import { grownWorse, type Severity } from './severity.ts'

interface Heard {
  severities: ReadonlyMap<string, Severity>
  /** What was said last; each is a new one, even in the same words. */
  nth: number
  queueIds: readonly string[]
}

/** Tells those who cannot see the board when a queue has turned to caution or critical, and nothing in between. */
export function WarningVoice({ board }: { board: LiveBoard }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { nth, queueIds } = useHeard(board)
  const sentences = board.queues
    .filter(({ queueId, severity }) => queueIds.includes(queueId) && severity !== 'fine')
    .map(({ queueName, severity }) =>
      t('wallboard.queue-severity', {
        queueName: isolated(queueName),
        severity: t(`wallboard.${severity as 'caution' | 'critical'}`),
      }),
    )
  return (
    <div className={classes.voice} role="status">
      <span key={nth}>{format.list(sentences)}</span>
    </div>
  )
}

/** The board as it was when it was opened is there to be read; what becomes worse after that is said. */
function useHeard({ queues }: LiveBoard): Heard {
  const severities = new Map(queues.map(({ queueId, severity }) => [queueId, severity]))
  const [heard, setHeard] = useState<Heard>({ severities, nth: 0, queueIds: [] })
  const worse = grownWorse(heard.severities, severities)
  const same = [...severities].every(([queueId, severity]) => heard.severities.get(queueId) === severity)
  if (same && severities.size === heard.severities.size) return heard
  const next =
    worse.length > 0 ? { severities, nth: heard.nth + 1, queueIds: worse } : { ...heard, severities }
  setHeard(next)
  return next
}
