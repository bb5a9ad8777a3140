import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import IconHelp from '@tabler/icons-react/dist/esm/icons/IconHelp.mjs'
import { useTranslation } from 'react-i18next'
import type { Queue } from '../../../src/http/desk-actions.ts'
import { Chip } from '../components/chip.tsx'

interface AgreementProps {
  /** `undefined` while Twilio is being asked. */
  value: Queue['twilio']
  failed: boolean
}

/** Does Twilio's queue still agree with ours? */
export function Agreement({ value, failed }: AgreementProps) {
  const { t } = useTranslation()
  if (value === undefined && !failed) return null
  if (value === 'agrees')
    return (
      <Chip tone="green" icon={IconCheck}>
        {t('queues.twilio-agrees')}
      </Chip>
    )
  if (value === undefined || value === 'unknown')
    return (
      <Chip tone="grey" icon={IconHelp}>
        {t('queues.twilio-unknown')}
      </Chip>
    )
  return (
    <Chip tone="amber" icon={IconAlertTriangle}>
      {t(`queues.twilio-${value}`)}
    </Chip>
  )
}
