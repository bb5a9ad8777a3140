import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useOpenPhone, usePhoneState } from './phone-context.ts'
import classes from './after-call-controls.module.css'

/** Time to write it down: counted down to the next wait, longer or shorter by hand. */
export function AfterCallControls() {
  const { t } = useTranslation()
  const { store } = useOpenPhone()
  const { activity, wantedQueue } = usePhoneState()
  if (activity.name !== 'after-call') return null
  const counted = activity.until !== null
  return (
    <div className={classes.controls}>
      <p className={classes.explain}>
        {counted && wantedQueue
          ? t('softphone.after-call-counted', { queue: wantedQueue.queueName })
          : t('softphone.after-call-free')}
      </p>
      <Button fullWidth className={classes.finish} onClick={() => store.tell({ type: 'finish' })}>
        {counted ? t('softphone.wait-now') : t('softphone.finish')}
      </Button>
      {counted && (
        <div className={classes.pair}>
          <Button variant="default" px={8} onClick={() => store.tell({ type: 'extend' })}>
            {t('softphone.extend')}
          </Button>
          <Button variant="default" px={8} onClick={() => store.tell({ type: 'stop' })}>
            {t('softphone.stop')}
          </Button>
        </div>
      )}
    </div>
  )
}
