import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { StateChip } from '../components/state-chip.tsx'
import { go } from '../shell/route.ts'
import { usePhoneState } from './phone-context.ts'
import { statusOf } from './phone-status.ts'
import classes from './status-chip.module.css'

/** In the header of every page: what the phone does, and the way to it. */
export function StatusChip() {
  const { t } = useTranslation()
  const phone = usePhoneState()
  if (phone.tab === 'unknown') return null
  const status = statusOf(phone)
  return (
    <UnstyledButton className={classes.chip} onClick={() => go('/phone')} title={t('softphone.open')}>
      <StateChip state={status} />
      {status === 'waiting' && <span className={classes.queue}>{phone.wantedQueue?.queueName}</span>}
    </UnstyledButton>
  )
}
