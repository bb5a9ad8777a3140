import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Queue } from '../../../src/http/desk-actions.ts'
import { Facts } from '../components/facts.tsx'
import { Notice } from '../components/notice.tsx'
import { useFormat } from '../words/format.ts'
import { Agreement } from './agreement.tsx'
import classes from './queue-facts.module.css'
import { useCheckedQueues } from './queue-queries.ts'

/** The queue's other half at Twilio, and who belongs to it. */
export function QueueFacts({ queue }: { queue: Queue }) {
  const { t } = useTranslation()
  const format = useFormat()
  const checked = useCheckedQueues()
  const agreement = checked.data?.find((each) => each.queueId === queue.queueId)?.twilio
  const differs = agreement === 'missing' || agreement === 'renamed' || agreement === 'resized'
  return (
    <>
      <Facts
        facts={[
          [t('queues.id'), queue.queueId],
          [
            t('queues.operators'),
            <Link href={`/operators?queue=${encodeURIComponent(queue.queueId)}`}>
              {t('queues.operator-count', {
                count: queue.operatorCount,
                total: format.number(queue.operatorCount),
              })}
            </Link>,
          ],
          ['Twilio', <Agreement value={agreement} failed={checked.isError} />],
          [t('queues.sid'), <code className={classes.sid}>{queue.twilioQueueSid ?? '–'}</code>],
          [t('list.changed'), format.dateTime(queue.updatedAt)],
        ]}
      />
      {differs && (
        <div className={classes.differs}>
          <Notice>{t(`queues.twilio-${agreement}-why`)}</Notice>
        </div>
      )}
    </>
  )
}
